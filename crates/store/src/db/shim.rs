//! An SQLite VFS for tests of durability: what was not fsynced is only in this process's memory, so that `kill -9` loses it
//! as a power cut would. Database, log and journal are held back; locks and shared memory are the default VFS's.
//!
//! Deleting a file is not held back, and what was flushed is never torn: it loses everything unflushed, always.
//! All connections to a file must be in one process.
#![expect(
    unsafe_code,
    reason = "a VFS is a table of C functions over memory that SQLite allocates"
)]

mod overlay;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    ffi::{CStr, CString, c_char, c_int, c_void},
    mem::size_of,
    ptr,
    sync::{Arc, LazyLock, Mutex, MutexGuard, OnceLock, PoisonError},
};

use domain::{Error, Result};
use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};

use overlay::{Disk, Overlay};

const NAME: &str = "bulla-unflushed";
const NAME_C: &CStr = c"bulla-unflushed";
const HELD_BACK: c_int = ffi::SQLITE_OPEN_MAIN_DB
    | ffi::SQLITE_OPEN_MAIN_JOURNAL
    | ffi::SQLITE_OPEN_SUPER_JOURNAL
    | ffi::SQLITE_OPEN_WAL;

type Shared = Arc<Mutex<Overlay>>;

/// By full path. They stay when a file is closed, as an operating system's cache does.
static OVERLAYS: LazyLock<Mutex<HashMap<CString, Shared>>> = LazyLock::new(Mutex::default);

/// Makes the VFS known to SQLite and gives its name.
pub(super) fn register() -> Result<&'static str> {
    static CODE: OnceLock<c_int> = OnceLock::new();
    let code = CODE.get_or_init(|| {
        // SAFETY: SQLite answers null or a VFS that lives as long as the process.
        let default = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
        // SAFETY: see above.
        let Some(real) = (unsafe { default.as_ref() }) else {
            return ffi::SQLITE_NOTFOUND;
        };
        let shim = Box::leak(Box::new(sqlite3_vfs {
            szOsFile: real.szOsFile + size_of::<File>() as c_int,
            pNext: ptr::null_mut(),
            zName: NAME_C.as_ptr(),
            pAppData: default.cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            ..*real
        }));
        // SAFETY: `shim` is never freed, and every function in it is one of ours or one that ignores which VFS it is of.
        unsafe { ffi::sqlite3_vfs_register(shim, 0) }
    });
    match *code {
        ffi::SQLITE_OK => Ok(NAME),
        code => Err(Error::Internal(format!("SQLite does not take the VFS: {code}"))),
    }
}

/// What SQLite allocates for an open file: this, and behind it the default VFS's own.
#[repr(C, align(8))]
struct File {
    base: sqlite3_file,
    overlay: *const Mutex<Overlay>,
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // Without xFetch, so that nothing is read past the overlay.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

const WHOLE: &str = "the default VFS has every function of its version";

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The default VFS.
///
/// # Safety
/// `vfs` is ours.
unsafe fn default(vfs: *mut sqlite3_vfs) -> (*mut sqlite3_vfs, &'static sqlite3_vfs) {
    // SAFETY: `register` put it there, and it lives as long as the process.
    unsafe {
        let real = (*vfs).pAppData.cast::<sqlite3_vfs>();
        (real, &*real)
    }
}

/// The default VFS's file behind ours.
///
/// # Safety
/// `file` was opened by `open` with our methods.
unsafe fn behind(file: *mut sqlite3_file) -> (*mut sqlite3_file, &'static sqlite3_io_methods) {
    // SAFETY: SQLite allocated both, one behind the other; methods are static in every VFS of SQLite's own.
    unsafe {
        let real = file.cast::<File>().add(1).cast::<sqlite3_file>();
        (real, &*(*real).pMethods)
    }
}

/// Runs `work` on the overlay of `file` and on the disk below it.
///
/// # Safety
/// `file` was opened by `open` with our methods.
unsafe fn with(
    file: *mut sqlite3_file,
    work: impl FnOnce(&mut Overlay, &mut Real) -> std::result::Result<c_int, c_int>,
) -> c_int {
    // SAFETY: the overlay lives until `close` lets go of it.
    let (overlay, (file, methods)) = unsafe { (&*(*file.cast::<File>()).overlay, behind(file)) };
    let mut real = Real {
        file,
        methods,
        sync_flags: ffi::SQLITE_SYNC_FULL,
    };
    work(&mut locked(overlay), &mut real).unwrap_or_else(|code| code)
}

/// A file of the default VFS.
struct Real {
    file: *mut sqlite3_file,
    methods: &'static sqlite3_io_methods,
    sync_flags: c_int,
}

fn fine(code: c_int) -> std::result::Result<(), c_int> {
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(code) }
}

impl Disk for Real {
    type Error = c_int;

    fn read(&mut self, buffer: &mut [u8], offset: u64) -> std::result::Result<(), c_int> {
        let read = self.methods.xRead.expect(WHOLE);
        // SAFETY: the buffer is as long as said; the file is open.
        let code = unsafe {
            read(
                self.file,
                buffer.as_mut_ptr().cast(),
                buffer.len() as c_int,
                offset as i64,
            )
        };
        // A short read has filled the rest with zeros.
        if code == ffi::SQLITE_IOERR_SHORT_READ {
            Ok(())
        } else {
            fine(code)
        }
    }

    fn write(&mut self, bytes: &[u8], offset: u64) -> std::result::Result<(), c_int> {
        let write = self.methods.xWrite.expect(WHOLE);
        // SAFETY: the bytes are as many as said; the file is open.
        fine(unsafe {
            write(
                self.file,
                bytes.as_ptr().cast(),
                bytes.len() as c_int,
                offset as i64,
            )
        })
    }

    fn truncate(&mut self, size: u64) -> std::result::Result<(), c_int> {
        let truncate = self.methods.xTruncate.expect(WHOLE);
        // SAFETY: the file is open.
        fine(unsafe { truncate(self.file, size as i64) })
    }

    fn sync(&mut self) -> std::result::Result<(), c_int> {
        let sync = self.methods.xSync.expect(WHOLE);
        // SAFETY: the file is open.
        fine(unsafe { sync(self.file, self.sync_flags) })
    }
}

// SAFETY of everything below: SQLite calls these as its documentation of sqlite3_vfs and sqlite3_io_methods says, with
// our VFS or a file that `open` made, and with buffers as long as it says.

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    unsafe {
        let (real_vfs, functions) = default(vfs);
        let real_open = functions.xOpen.expect(WHOLE);
        if name.is_null() || flags & HELD_BACK == 0 {
            return real_open(real_vfs, name, file, flags, out_flags);
        }
        (*file).pMethods = ptr::null();
        let real = file.cast::<File>().add(1).cast::<sqlite3_file>();
        (*real).pMethods = ptr::null();
        let code = real_open(real_vfs, name, real, flags, out_flags);
        if code != ffi::SQLITE_OK {
            return code;
        }
        let methods = &*(*real).pMethods;
        let mut size = 0;
        let code = methods.xFileSize.expect(WHOLE)(real, &mut size);
        if code != ffi::SQLITE_OK {
            methods.xClose.expect(WHOLE)(real);
            return code;
        }
        let fresh = || Arc::new(Mutex::new(Overlay::new(size as u64)));
        let overlay = locked(&OVERLAYS)
            .entry(CStr::from_ptr(name).to_owned())
            .or_insert_with(fresh)
            .clone();
        file.cast::<File>().write(File {
            base: sqlite3_file { pMethods: &METHODS },
            overlay: Arc::into_raw(overlay),
        });
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn delete(vfs: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    unsafe {
        locked(&OVERLAYS).remove(CStr::from_ptr(name));
        let (real, functions) = default(vfs);
        functions.xDelete.expect(WHOLE)(real, name, sync_folder)
    }
}

unsafe extern "C" fn access(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    unsafe {
        let (real, functions) = default(vfs);
        let code = functions.xAccess.expect(WHOLE)(real, name, flags, out);
        // The default VFS takes an empty file for none; ours may be empty on the disk alone.
        let overlay = locked(&OVERLAYS).get(CStr::from_ptr(name)).cloned();
        if flags == ffi::SQLITE_ACCESS_EXISTS && overlay.is_some_and(|overlay| locked(&overlay).size() > 0) {
            *out = 1;
        }
        code
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    unsafe {
        let (real, methods) = behind(file);
        let code = methods.xClose.expect(WHOLE)(real);
        drop(Arc::from_raw((*file.cast::<File>()).overlay));
        (*file).pMethods = ptr::null();
        code
    }
}

unsafe extern "C" fn read(file: *mut sqlite3_file, buffer: *mut c_void, length: c_int, offset: i64) -> c_int {
    unsafe {
        let buffer = std::slice::from_raw_parts_mut(buffer.cast::<u8>(), length as usize);
        with(file, |overlay, disk| {
            let whole = overlay.read(disk, buffer, offset as u64)?;
            Ok(if whole {
                ffi::SQLITE_OK
            } else {
                ffi::SQLITE_IOERR_SHORT_READ
            })
        })
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    offset: i64,
) -> c_int {
    unsafe {
        let bytes = std::slice::from_raw_parts(bytes.cast::<u8>(), length as usize);
        with(file, |overlay, disk| {
            overlay.write(disk, bytes, offset as u64).map(|()| ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: i64) -> c_int {
    unsafe {
        with(file, |overlay, _| {
            overlay.truncate(size as u64);
            Ok(ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    unsafe {
        with(file, |overlay, disk| {
            disk.sync_flags = flags;
            overlay.flush(disk).map(|()| ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut i64) -> c_int {
    unsafe {
        with(file, |overlay, _| {
            *size = overlay.size() as i64;
            Ok(ffi::SQLITE_OK)
        })
    }
}

unsafe extern "C" fn file_control(file: *mut sqlite3_file, operation: c_int, argument: *mut c_void) -> c_int {
    // These would make the real file longer than what was flushed.
    if [ffi::SQLITE_FCNTL_SIZE_HINT, ffi::SQLITE_FCNTL_CHUNK_SIZE].contains(&operation) {
        return ffi::SQLITE_OK;
    }
    unsafe {
        let (real, methods) = behind(file);
        methods.xFileControl.expect(WHOLE)(real, operation, argument)
    }
}

/// Functions that the default VFS does alone.
macro_rules! forward {
    ($($name:ident = $method:ident($($argument:ident: $type:ty),*);)*) => {$(
        unsafe extern "C" fn $name(file: *mut sqlite3_file, $($argument: $type),*) -> c_int {
            unsafe {
                let (real, methods) = behind(file);
                methods.$method.expect(WHOLE)(real, $($argument),*)
            }
        }
    )*};
}

forward! {
    lock = xLock(level: c_int);
    unlock = xUnlock(level: c_int);
    check_reserved_lock = xCheckReservedLock(out: *mut c_int);
    sector_size = xSectorSize();
    device_characteristics = xDeviceCharacteristics();
    shm_map = xShmMap(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void);
    shm_lock = xShmLock(offset: c_int, count: c_int, flags: c_int);
    shm_unmap = xShmUnmap(delete: c_int);
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    unsafe {
        let (real, methods) = behind(file);
        methods.xShmBarrier.expect(WHOLE)(real);
    }
}
