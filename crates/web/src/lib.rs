//! The pages that people see: the applicant's verification, the officers' console, the developers' pages. Rendered here, escaped by
//! the template engine, working before any script arrives. Translates requests into calls of `app`; knows no SQL and no wire.

pub mod assets;
pub mod console;
pub mod docs;
pub mod letter;
pub mod me;
pub mod text;
pub mod verify;
