//! Tells the kind of a file by its first bytes, never by its name.

/// The kinds that can be told apart. Only JPEG, PNG, WebP and PDF are ever taken; the others are known so
/// that a refusal can name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the kind's usual name")]
pub enum Media {
    Jpeg,
    Png,
    Webp,
    Pdf,
    Heic,
    Avif,
    Gif,
    Svg,
    Html,
    Zip,
    Tiff,
    Bmp,
}

impl Media {
    /// The usual name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Pdf => "PDF",
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::Gif => "GIF",
            Self::Svg => "SVG",
            Self::Html => "HTML",
            Self::Zip => "ZIP",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
        }
    }

    /// The media type as registered with IANA.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
            Self::Gif => "image/gif",
            Self::Svg => "image/svg+xml",
            Self::Html => "text/html",
            Self::Zip => "application/zip",
            Self::Tiff => "image/tiff",
            Self::Bmp => "image/bmp",
        }
    }
}

/// How far text is searched for the mark of SVG or HTML.
const TEXT_WINDOW: usize = 1024;

/// Tells the kind by content; `None` when it is none that we know. The mark must stand at the very beginning,
/// so a file with something in front of it is not what it pretends to be.
pub fn sniff(bytes: &[u8]) -> Option<Media> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(Media::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Media::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Media::Webp),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Media::Pdf),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => iso_brand(bytes),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Media::Gif),
        [b'P', b'K', 3 | 5 | 7, 4 | 6 | 8, ..] => Some(Media::Zip),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some(Media::Tiff),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(Media::Bmp),
        _ => markup(bytes),
    }
}

/// Reads the brands of an ISO base media file (ISO/IEC 14496-12): the major one, then the compatible ones.
fn iso_brand(bytes: &[u8]) -> Option<Media> {
    let size = u32::from_be_bytes(bytes.first_chunk().copied()?) as usize;
    let file_type = bytes.get(8..size.min(bytes.len()).min(256)).unwrap_or_default();
    let mut brands = file_type
        .chunks_exact(4)
        .enumerate()
        .filter_map(|(index, brand)| (index != 1).then_some(brand)); // the second word is a version
    let mut heic = false;
    for brand in brands.by_ref() {
        match brand {
            b"avif" | b"avis" => return Some(Media::Avif),
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"hevm" | b"hevs" | b"mif1"
            | b"msf1" => {
                heic = true;
            }
            _ => {}
        }
    }
    heic.then_some(Media::Heic)
}

/// Recognises SVG and HTML, which are text and may begin with a byte order mark, white space or a comment.
fn markup(bytes: &[u8]) -> Option<Media> {
    let bytes = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    if bytes.first() != Some(&b'<') {
        return None;
    }
    let head = bytes[..bytes.len().min(TEXT_WINDOW)].to_ascii_lowercase();
    let has = |mark: &[u8]| head.windows(mark.len()).any(|window| window == mark);
    if ["<!doctype html", "<html", "<head", "<body", "<script"]
        .iter()
        .any(|mark| has(mark.as_bytes()))
    {
        return Some(Media::Html);
    }
    has(b"<svg").then_some(Media::Svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_kinds_by_their_first_bytes() {
        let cases: [(&[u8], Option<Media>); 19] = [
            (b"", None),
            (b"\xFF\xD8\xFF\xE0", Some(Media::Jpeg)),
            (b"\x89PNG\r\n\x1A\n", Some(Media::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Media::Webp)),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"%PDF-1.7\n", Some(Media::Pdf)),
            (b" %PDF-1.7\n", None),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some(Media::Heic)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Some(Media::Avif)),
            (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", None),
            (b"GIF89a", Some(Media::Gif)),
            (b"PK\x03\x04", Some(Media::Zip)),
            (b"II*\0", Some(Media::Tiff)),
            (b"BM\x36\0\0\0\0\0\0\0", Some(Media::Bmp)),
            (b"\xEF\xBB\xBF  <!DOCTYPE HTML>", Some(Media::Html)),
            (b"<?xml version='1.0'?><!-- x --><SVG/>", Some(Media::Svg)),
            (b"<svg><script>alert(1)</script></svg>", Some(Media::Html)),
            (b"<note/>", None),
            (b"hello", None),
        ];
        for (bytes, media) in cases {
            assert_eq!(sniff(bytes), media, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
