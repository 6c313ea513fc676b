//! The door for every uploaded picture and PDF: what leaves it is safe to keep, to show and to read.
//!
//! A picture is decoded and written anew as a JPEG, so nothing of the upload but its pixels survives: no
//! place of capture, no camera, no comment, no colour profile and no second file hidden behind the first. A
//! PDF is kept as it is, after a bounded search for what could act by itself ([`accept_pdf`] says exactly
//! what is looked at).
//!
//! The kind is told by content alone; names and declared types are the sender's claims and are not asked for
//! here.

mod container;
mod pdf;
mod pdf_lexer;
mod picture;
mod refusal;
mod shrink;
mod sniff;

pub use pdf::{Pdf, PdfLimits, accept_pdf};
pub use picture::{Picture, PictureLimits, accept_picture};
pub use refusal::Refusal;
pub use sniff::{Media, sniff};
