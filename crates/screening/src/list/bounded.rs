//! A file that counts its lines as they are read and ends in an error where one record is longer than any true one.

use std::io::{self, BufRead, Read};

/// The longest record that is read, in bytes; a hostile or broken file fails there before it fills the memory.
pub const RECORD_BYTES_MAX: usize = 8 << 20;

pub(super) struct Bounded<R> {
    inner: R,
    line: u64,
    in_record: usize,
}

impl<R: BufRead> Bounded<R> {
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            line: 1,
            in_record: 0,
        }
    }

    /// The line that the next byte is on, counted from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Says that a new record begins here.
    pub fn begin_record(&mut self) {
        self.in_record = 0;
    }

    fn checked(&self) -> io::Result<()> {
        if self.in_record > RECORD_BYTES_MAX {
            let reason = format!("a record of more than {RECORD_BYTES_MAX} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(into.len());
        into[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.checked()?;
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        // What is consumed lies in the buffer already, so that this reads nothing.
        if let Ok(available) = self.inner.fill_buf() {
            let taken = &available[..count.min(available.len())];
            let ends = taken.iter().filter(|byte| **byte == b'\n').count();
            self.line += ends as u64;
        }
        self.in_record += count;
        self.inner.consume(count);
    }
}
