//! The pages that people see: the officers' console and the developers' pages. Server-rendered; knows `app` and `domain`, no SQL, no wire.

pub mod console;
pub mod docs;
