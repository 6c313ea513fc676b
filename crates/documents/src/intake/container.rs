//! Walks the outer structure of a picture file to its true end, without decoding.
//!
//! Decoders forgive a file that stops early and ignore what follows its end. Here the first is a refusal, and
//! the second is cut off before a decoder sees it.

use super::Refusal;

/// The picture's own bytes, from the first to the last that belong to it.
type Walked<'bytes> = Result<&'bytes [u8], Refusal>;

/// Follows JPEG segments (ITU-T T.81, annex B) to the end-of-image marker.
pub fn jpeg(bytes: &[u8]) -> Walked<'_> {
    const RESTART_FIRST: u8 = 0xD0;
    const END_OF_IMAGE: u8 = 0xD9;
    let mut at = 2;
    loop {
        at = next_marker(bytes, at).ok_or(Refusal::Truncated)?;
        match bytes[at - 1] {
            END_OF_IMAGE => return Ok(&bytes[..at]),
            0x01 | RESTART_FIRST..=0xD8 => {}
            _ => {
                let length = bytes.get(at..at + 2).ok_or(Refusal::Truncated)?;
                let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
                if length < 2 {
                    return Err(Refusal::Corrupt);
                }
                at += length;
            }
        }
    }
}

/// The position just behind the next marker at or after `at`. Entropy-coded data holds 0xFF only before 0x00.
fn next_marker(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let marker = rest
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF))?;
    Some(at + marker + 2)
}

/// Follows PNG chunks (W3C PNG, section 5) to IEND.
pub fn png(bytes: &[u8]) -> Walked<'_> {
    let mut at = 8;
    loop {
        let head = bytes.get(at..at + 8).ok_or(Refusal::Truncated)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        if length > i32::MAX as u32 {
            return Err(Refusal::Corrupt);
        }
        let end = at + 12 + length as usize;
        if end > bytes.len() {
            return Err(Refusal::Truncated);
        }
        match &head[4..] {
            b"IEND" => return Ok(&bytes[..end]),
            b"acTL" | b"fcTL" | b"fdAT" => return Err(Refusal::Animated),
            _ => at = end,
        }
    }
}

/// Follows the chunks of a WebP file (RFC 9649, section 2) to the length that its header declares.
pub fn webp(bytes: &[u8]) -> Walked<'_> {
    let size = bytes.get(4..8).ok_or(Refusal::Truncated)?;
    let end = 8 + u32::from_le_bytes([size[0], size[1], size[2], size[3]]) as usize;
    let bytes = bytes.get(..end).ok_or(Refusal::Truncated)?;
    let mut at = 12;
    while at < end {
        let head = bytes.get(at..at + 8).ok_or(Refusal::Truncated)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let body = bytes.get(at + 8..at + 8 + length).ok_or(Refusal::Truncated)?;
        let animated_flag = &head[..4] == b"VP8X" && body.first().is_some_and(|flags| flags & 0x02 != 0);
        if animated_flag || matches!(&head[..4], b"ANIM" | b"ANMF") {
            return Err(Refusal::Animated);
        }
        at += 8 + length + length % 2;
    }
    Ok(bytes)
}
