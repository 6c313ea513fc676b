//! The hosted verification `/verify/{token}`.

mod brand;
mod headers;
mod view;
