//! The pages that people see: the applicant's verification and the officers' console. Rendered here, escaped by the
//! template engine, working before any script arrives. Translates requests into calls of `app`; knows no SQL and no wire.

pub mod assets;
pub mod text;
pub mod verify;
