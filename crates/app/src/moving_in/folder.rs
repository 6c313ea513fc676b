//! The folder that the files of applicants who move in are read from. Nothing outside it is ever opened.

use std::{
    fs::File,
    io::Read,
    path::{Component, Path, PathBuf},
};

use crate::evidence::UPLOAD_BYTES_MAX;

/// A folder of files.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Uses a folder that exists.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn try_new(path: &Path) -> std::io::Result<Self> {
        let root = path.canonicalize()?;
        if root.is_dir() {
            Ok(Self(root))
        } else {
            Err(std::io::ErrorKind::NotADirectory.into())
        }
    }

    /// The bytes of a file below the folder; the text says why there are none.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let refused = |why: &str| Err(format!("file {path:?} {why}"));
        let relative = Path::new(path);
        let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        if !relative.components().all(is_plain) {
            return refused("must lie below the folder of files");
        }
        let Ok(whole) = self.0.join(relative).canonicalize() else {
            return refused("does not exist");
        };
        // A link may lead out.
        if !whole.starts_with(&self.0) {
            return refused("must lie below the folder of files");
        }
        if !whole.is_file() {
            return refused("is no file");
        }
        let mut bytes = Vec::new();
        let limit = UPLOAD_BYTES_MAX as u64 + 1;
        match File::open(&whole).and_then(|file| file.take(limit).read_to_end(&mut bytes)) {
            Ok(_) if bytes.len() > UPLOAD_BYTES_MAX => refused("must be at most 20 MiB"),
            Ok(_) => Ok(bytes),
            Err(error) => refused(&format!("cannot be read: {error}")),
        }
    }
}
