//! Where files lie: opaque bytes under an id. What is put here is already encrypted.

use std::{
    collections::HashMap,
    io::Write,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

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
pub struct FolderStore {
    root: PathBuf,
    disk: Box<dyn Disk>,
}

/// What a disk does with a file, step by step, so that a test can forget what was not flushed.
pub trait Disk: Send + Sync {
    /// Writes a new file, somewhere between memory and disk.
    ///
    /// # Errors
    /// The disk's.
    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()>;

    /// Makes a file's content durable.
    ///
    /// # Errors
    /// The disk's.
    fn sync_file(&self, path: &Path) -> std::io::Result<()>;

    /// Gives a file another name, somewhere between memory and disk.
    ///
    /// # Errors
    /// The disk's.
    fn rename(&self, from: &Path, to: &Path) -> std::io::Result<()>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// The disk's.
    fn sync_folder(&self, path: &Path) -> std::io::Result<()>;
}

/// The machine's disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        std::fs::File::create(path)?.write_all(bytes)
    }

    fn sync_file(&self, path: &Path) -> std::io::Result<()> {
        std::fs::File::open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        std::fs::rename(from, to)
    }

    fn sync_folder(&self, path: &Path) -> std::io::Result<()> {
        std::fs::File::open(path)?.sync_all()
    }
}

/// A disk for crash tests: what was not flushed lives in this process alone and dies with it.
#[derive(Debug, Default)]
pub struct UnflushedDisk(Mutex<Unflushed>);

#[derive(Debug, Default)]
struct Unflushed {
    contents: HashMap<PathBuf, Vec<u8>>,
    names: Vec<(PathBuf, PathBuf)>,
}

impl Disk for UnflushedDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        self.state().contents.insert(path.to_owned(), bytes.to_owned());
        Ok(())
    }

    fn sync_file(&self, path: &Path) -> std::io::Result<()> {
        let bytes = self.state().contents.remove(path).unwrap_or_default();
        SystemDisk.write(path, &bytes)?;
        SystemDisk.sync_file(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        self.state().names.push((from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> std::io::Result<()> {
        let (due, rest) = std::mem::take(&mut self.state().names)
            .into_iter()
            .partition(|(_, to)| to.parent() == Some(path));
        self.state().names.extend::<Vec<_>>(rest);
        let due: Vec<(PathBuf, PathBuf)> = due;
        due.iter()
            .try_for_each(|(from, to)| SystemDisk.rename(from, to))?;
        SystemDisk.sync_folder(path)
    }
}

impl UnflushedDisk {
    fn state(&self) -> MutexGuard<'_, Unflushed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FolderStore {
    /// Uses `root`, made where it does not exist.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot be made.
    pub fn try_new(root: PathBuf) -> Result<Self> {
        Self::on(root, Box::new(SystemDisk))
    }

    /// The same on a disk of the caller's.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the folder cannot be made.
    pub fn on(root: PathBuf, disk: Box<dyn Disk>) -> Result<Self> {
        std::fs::create_dir_all(&root).map_err(unavailable)?;
        Ok(Self { root, disk })
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
            self.disk.write(&draft, bytes)?;
            self.disk.sync_file(&draft)?;
            self.disk.rename(&draft, &path)?;
            self.disk.sync_folder(folder)?;
            self.disk.sync_folder(&self.root)
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
    fn what_was_kept_was_flushed() {
        let folder = tempfile::tempdir().unwrap();
        let name = "0190a5b4-7c3e-7000-8000-0000000000ab";
        let store = FolderStore::on(folder.path().to_owned(), Box::new(UnflushedDisk::default())).unwrap();
        store.put(name, b"one").unwrap();
        assert_eq!(store.get(name).unwrap().as_deref(), Some(&b"one"[..]));
        let disk = UnflushedDisk::default();
        let (draft, path) = (folder.path().join("draft"), folder.path().join("kept"));
        disk.write(&draft, b"lost").unwrap();
        assert!(!draft.exists(), "an unflushed write is not on the disk");
        disk.sync_file(&draft).unwrap();
        disk.rename(&draft, &path).unwrap();
        assert!(!path.exists(), "an unflushed name is not on the disk");
        disk.sync_folder(folder.path()).unwrap();
        assert_eq!(std::fs::read(path).unwrap(), b"lost");
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
