//! What was written to a file and not yet flushed: kept in memory, over what the disk holds.
//!
//! Knows no SQLite; the file below it is a [`Disk`].

use std::collections::BTreeMap;

const BLOCK: usize = 4096;

/// A file as it really is.
pub(super) trait Disk {
    type Error;
    /// Fills `buffer` from `offset`, with zeros beyond the end.
    fn read(&mut self, buffer: &mut [u8], offset: u64) -> Result<(), Self::Error>;
    fn write(&mut self, bytes: &[u8], offset: u64) -> Result<(), Self::Error>;
    fn truncate(&mut self, size: u64) -> Result<(), Self::Error>;
    fn sync(&mut self) -> Result<(), Self::Error>;
}

/// The unflushed changes of one file.
pub(super) struct Overlay {
    blocks: BTreeMap<u64, Box<[u8; BLOCK]>>,
    size: u64,
    /// How far the disk's bytes still count: its size at the last flush, or less after a truncation.
    visible: u64,
    truncated: bool,
}

impl Overlay {
    /// Over a file of `size` bytes.
    pub(super) fn new(size: u64) -> Self {
        Self {
            blocks: BTreeMap::new(),
            size,
            visible: size,
            truncated: false,
        }
    }

    /// The file's size with the unflushed changes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Fills `buffer` from `offset`, with zeros beyond the end; says whether all of it was before the end.
    pub(super) fn read<D: Disk>(
        &self,
        disk: &mut D,
        buffer: &mut [u8],
        offset: u64,
    ) -> Result<bool, D::Error> {
        for (index, within, part) in pieces(offset, buffer.len()) {
            let block = self.block(disk, index)?;
            let length = part.len();
            buffer[part].copy_from_slice(&block[within..within + length]);
        }
        Ok(offset + buffer.len() as u64 <= self.size)
    }

    /// Keeps `bytes` at `offset`.
    pub(super) fn write<D: Disk>(&mut self, disk: &mut D, bytes: &[u8], offset: u64) -> Result<(), D::Error> {
        for (index, within, part) in pieces(offset, bytes.len()) {
            let mut block = self.block(disk, index)?;
            block[within..within + part.len()].copy_from_slice(&bytes[part]);
            self.blocks.insert(index, block);
        }
        self.size = self.size.max(offset + bytes.len() as u64);
        Ok(())
    }

    /// Cuts or extends the file.
    pub(super) fn truncate(&mut self, size: u64) {
        if size < self.size {
            let (last, within) = (size / BLOCK as u64, (size % BLOCK as u64) as usize);
            self.blocks.split_off(&size.div_ceil(BLOCK as u64));
            if let Some(block) = self.blocks.get_mut(&last) {
                block[within..].fill(0);
            }
            self.visible = self.visible.min(size);
            self.truncated = true;
        }
        self.size = size;
    }

    /// Brings everything to the disk.
    pub(super) fn flush<D: Disk>(&mut self, disk: &mut D) -> Result<(), D::Error> {
        if self.truncated {
            disk.truncate(self.visible)?;
        }
        for (index, block) in &self.blocks {
            let start = index * BLOCK as u64;
            let length = (self.size - start).min(BLOCK as u64) as usize;
            disk.write(&block[..length], start)?;
        }
        if self.size > self.visible {
            // An extension without a write. Cuts nothing: what was written ends here or before.
            disk.truncate(self.size)?;
        }
        disk.sync()?;
        *self = Self::new(self.size);
        Ok(())
    }

    fn block<D: Disk>(&self, disk: &mut D, index: u64) -> Result<Box<[u8; BLOCK]>, D::Error> {
        if let Some(block) = self.blocks.get(&index) {
            return Ok(block.clone());
        }
        let mut block = Box::new([0; BLOCK]);
        let start = index * BLOCK as u64;
        let length = self.visible.saturating_sub(start).min(BLOCK as u64) as usize;
        if length > 0 {
            disk.read(&mut block[..length], start)?;
        }
        Ok(block)
    }
}

/// The blocks that `length` bytes at `offset` touch: index, place in the block, place among the bytes.
fn pieces(offset: u64, length: usize) -> impl Iterator<Item = (u64, usize, std::ops::Range<usize>)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let at = offset + done as u64;
        let within = (at % BLOCK as u64) as usize;
        let part = (BLOCK - within).min(length - done);
        let piece = (part > 0).then_some((at / BLOCK as u64, within, done..done + part));
        done += part;
        piece
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Default, Clone, PartialEq, Debug)]
    struct Memory(Vec<u8>);

    impl Disk for Memory {
        type Error = std::convert::Infallible;
        fn read(&mut self, buffer: &mut [u8], offset: u64) -> Result<(), Self::Error> {
            for (place, byte) in buffer.iter_mut().enumerate() {
                *byte = self.0.get(offset as usize + place).copied().unwrap_or(0);
            }
            Ok(())
        }
        fn write(&mut self, bytes: &[u8], offset: u64) -> Result<(), Self::Error> {
            let (start, end) = (offset as usize, offset as usize + bytes.len());
            self.0.resize(self.0.len().max(end), 0);
            self.0[start..end].copy_from_slice(bytes);
            Ok(())
        }
        fn truncate(&mut self, size: u64) -> Result<(), Self::Error> {
            self.0.resize(size as usize, 0);
            Ok(())
        }
        fn sync(&mut self) -> Result<(), Self::Error> {
            Ok(())
        }
    }

    #[derive(Debug, Clone)]
    enum Step {
        Write(Vec<u8>, u64),
        Truncate(u64),
        Flush,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (prop::collection::vec(1_u8.., 0..9000), 0_u64..20_000).prop_map(|(bytes, at)| Step::Write(bytes, at)),
            2 => (0_u64..25_000).prop_map(Step::Truncate),
            1 => Just(Step::Flush),
        ]
    }

    proptest! {
        #[test]
        fn is_the_file_that_was_written_and_the_disk_is_the_file_that_was_flushed(
            before in prop::collection::vec(1_u8.., 0..10_000),
            steps in prop::collection::vec(step(), 0..20),
        ) {
            let (mut disk, mut wanted, mut flushed) = (Memory(before.clone()), Memory(before.clone()), Memory(before));
            let mut overlay = Overlay::new(disk.0.len() as u64);
            for step in steps {
                match step {
                    Step::Write(bytes, at) if !bytes.is_empty() => {
                        overlay.write(&mut disk, &bytes, at).unwrap();
                        wanted.write(&bytes, at).unwrap();
                    }
                    Step::Write(..) => {}
                    Step::Truncate(size) => {
                        overlay.truncate(size);
                        wanted.truncate(size).unwrap();
                    }
                    Step::Flush => {
                        overlay.flush(&mut disk).unwrap();
                        flushed = wanted.clone();
                    }
                }
                prop_assert_eq!(&disk, &flushed);
                prop_assert_eq!(overlay.size(), wanted.0.len() as u64);
                let mut seen = vec![7; wanted.0.len()];
                prop_assert!(overlay.read(&mut disk, &mut seen, 0).unwrap());
                prop_assert_eq!(&seen, &wanted.0);
            }
        }
    }
}
