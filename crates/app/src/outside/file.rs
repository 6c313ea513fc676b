//! Where files lie: opaque bytes under an id. What is put here is already encrypted.

use std::{io::Write, path::PathBuf};

use domain::{Error, Result};

/// Keeps bytes under a name.
pub trait FileStore: Send + Sync {
    /// Keeps `bytes`; they are durable when this returns.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when they could not be kept, for example because the disk is full.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<()>;

    /// The bytes under `name`, if there are any.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>>;

    /// Forgets `name`; it is no error when there is nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    fn delete(&self, name: &str) -> Result<()>;
}

/// A folder on this machine, two levels deep so that no folder grows too large.
#[derive(Debug, Clone)]
pub struct FolderStore {
    root: PathBuf,
}

impl FolderStore {
    /// Uses `root`, made where it does not exist.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot be made.
    pub fn try_new(root: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(&root).map_err(unavailable)?;
        Ok(Self { root })
    }

    /// Names are identifiers of our own making; anything else would be a way out of the folder.
    fn path(&self, name: &str) -> Result<PathBuf> {
        let is_plain = name.len() >= 4
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_plain {
            return Err(Error::internal("a file name that is no identifier"));
        }
        // The last characters of an identifier are its random ones.
        Ok(self.root.join(&name[name.len() - 2..]).join(name))
    }
}

impl FileStore for FolderStore {
    fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.path(name)?;
        let folder = path.parent().expect("path() joins a folder and a name");
        std::fs::create_dir_all(folder).map_err(unavailable)?;
        let draft = path.with_extension("draft");
        let write = || -> std::io::Result<()> {
            let mut file = std::fs::File::create(&draft)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            std::fs::rename(&draft, &path)?;
            std::fs::File::open(folder)?.sync_all()?;
            std::fs::File::open(&self.root)?.sync_all()
        };
        write().map_err(|error| {
            // A draft that could not be finished is worth nothing; failing to remove it changes nothing.
            let _ = std::fs::remove_file(&draft);
            unavailable(error)
        })
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match std::fs::read(self.path(name)?) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    fn delete(&self, name: &str) -> Result<()> {
        match std::fs::remove_file(self.path(name)?) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unavailable(error)),
            _ => Ok(()),
        }
    }
}

fn unavailable(error: std::io::Error) -> Error {
    Error::Unavailable(format!("file store: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_and_forgets() {
        let folder = tempfile::tempdir().unwrap();
        let store = FolderStore::try_new(folder.path().join("files")).unwrap();
        let name = "0190a5b4-7c3e-7000-8000-0000000000ab";
        assert_eq!(store.get(name).unwrap(), None);
        store.put(name, b"one").unwrap();
        store.put(name, b"two").unwrap();
        assert_eq!(store.get(name).unwrap().as_deref(), Some(&b"two"[..]));
        store.delete(name).unwrap();
        store.delete(name).unwrap();
        assert_eq!(store.get(name).unwrap(), None);
    }

    #[test]
    fn stays_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let store = FolderStore::try_new(folder.path().to_owned()).unwrap();
        for name in ["../../etc/passwd", "/etc/passwd", "", "a/b/c/d", "....", "abc\0d"] {
            assert!(store.put(name, b"x").is_err(), "{name:?}");
        }
    }
}
