//! Files that are read in place, where they lie beside the repository. A file that is not there is named and left out.

use std::{
    io::{Read, Write},
    path::Path,
};

use flate2::read::GzDecoder;

/// A file's bytes, or nothing and a line that says so.
pub fn file(path: &str) -> Option<Vec<u8>> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bytes = std::fs::read(repository.join("../shared/data/screening").join(path));
    if bytes.is_err() {
        let note = format!("left out: {path} is not beside the repository\n");
        std::io::stderr().write_all(note.as_bytes()).unwrap();
    }
    bytes.ok()
}

/// The same for a packed file.
pub fn unpacked(path: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(file(path)?.as_slice())
        .read_to_end(&mut bytes)
        .unwrap();
    Some(bytes)
}
