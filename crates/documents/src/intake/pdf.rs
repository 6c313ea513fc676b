//! Takes a PDF for storage and download, after a bounded search for what could act by itself.
//!
//! This is a search, not a renderer: a PDF that passes is still a stranger's file. It is handed to people as
//! a download and never shown inside a page of ours.

use super::pdf_lexer::{Lexer, Token, name_at};
use super::{Media, Refusal, sniff};
use flate2::read::ZlibDecoder;
use std::collections::HashSet;
use std::io::Read;

/// What is asked of a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfLimits {
    /// Most bytes of the upload.
    pub bytes_max: usize,
    /// Most pages.
    pub pages_max: usize,
}

impl Default for PdfLimits {
    fn default() -> Self {
        Self {
            bytes_max: 20 * 1024 * 1024,
            pages_max: 20,
        }
    }
}

/// A PDF that was taken. Its bytes are kept as they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pdf {
    /// Pages found; a page rewritten by a later save inside an object stream counts again.
    pub pages: usize,
}

/// Most bytes that all object streams of one file may unpack to.
const UNPACKED_MAX: usize = 32 * 1024 * 1024;
/// How far from its end a file's closing lines may stand.
const TAIL_WINDOW: usize = 2048;

/// Names that no plain document needs, searched for in every byte of the file.
const ACTIVE_NAMES: [&[u8]; 12] = [
    b"JavaScript",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"FileAttachment",
    b"GoToE",
    b"ImportData",
    b"SubmitForm",
    b"Rendition",
    b"RichMedia",
    b"OnInstantiate",
    b"NeedsRendering",
];
/// Names so short that compressed data holds them by chance; searched for in dictionaries only.
const ACTIVE_SHORT_NAMES: [&[u8]; 3] = [b"JS", b"EF", b"XFA"];

/// Looks a PDF over. These are checked, and nothing else:
///
/// - size, the `%PDF-` mark at the very first byte, `startxref` with a position inside the file and `%%EOF`
///   at the end;
/// - no `/Encrypt` anywhere, so that the next checks see everything;
/// - none of the names of scripts (also behind `/OpenAction` and `/AA`), launch, submit and import actions,
///   attached files, dynamic (XFA) forms and rich media, with name escapes undone: in every byte of the file
///   as it is, and in every object stream unpacked. A mere mention of such a name in uncompressed text
///   refuses the file too;
/// - object streams that cannot be looked into (a filter other than one Flate, a predictor, filter settings
///   by reference, damaged or more than 32 MB unpacked) refuse the file;
/// - the number of page objects.
///
/// Not checked: cross-reference tables, page contents, fonts, pictures and links.
/// Memory: the upload and 32 MB.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn accept_pdf(bytes: &[u8], limits: &PdfLimits) -> Result<Pdf, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > limits.bytes_max {
        return Err(Refusal::TooLarge {
            bytes_max: limits.bytes_max,
        });
    }
    match sniff(bytes) {
        Some(Media::Pdf) => {}
        Some(Media::Heic) => return Err(Refusal::Heic),
        media => return Err(Refusal::Unsupported { media }),
    }
    check_tail(bytes)?;
    check_names(bytes)?;
    let pages = count_pages(bytes)?;
    if pages > limits.pages_max {
        return Err(Refusal::TooManyPages {
            pages_max: limits.pages_max,
        });
    }
    if pages == 0 {
        Err(Refusal::Corrupt)
    } else {
        Ok(Pdf { pages })
    }
}

fn check_tail(bytes: &[u8]) -> Result<(), Refusal> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL_WINDOW)..];
    let start = find_last(tail, b"startxref").ok_or(Refusal::Truncated)?;
    let after = tail[start + b"startxref".len()..].trim_ascii_start();
    find_last(after, b"%%EOF").ok_or(Refusal::Truncated)?;
    let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).take(10);
    let position = digits.fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'));
    if position == 0 || position >= bytes.len() as u64 {
        Err(Refusal::Corrupt)
    } else {
        Ok(())
    }
}

fn find_last(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).rposition(|window| window == mark)
}

/// Looks for forbidden names at every `/`, whatever surrounds it.
fn check_names(bytes: &[u8]) -> Result<(), Refusal> {
    let mut active = false;
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    for (at, _) in slashes {
        let (name, _) = name_at(bytes, at);
        if name == b"Encrypt" {
            return Err(Refusal::EncryptedPdf);
        }
        active |= ACTIVE_NAMES.contains(&name.as_slice());
    }
    if active { Err(Refusal::ActivePdf) } else { Ok(()) }
}

/// Reads the dictionary of every object, plain or packed, and counts the pages among them.
fn count_pages(bytes: &[u8]) -> Result<usize, Refusal> {
    let mut plain_pages = HashSet::new();
    let mut packed_pages = 0;
    let mut unpacked_left = UNPACKED_MAX;
    let mut effort_left = bytes.len() * 4 + 65_536; // overlapping objects must not make the search quadratic
    for start in object_starts(bytes) {
        let mut lexer = Lexer::new(bytes, start);
        if lexer.next() != Some(Token::DictionaryOpen) {
            continue;
        }
        let dictionary = read_dictionary(&mut lexer)?;
        effort_left = effort_left
            .checked_sub(lexer.at - start)
            .ok_or(Refusal::Corrupt)?;
        if dictionary.is_page {
            plain_pages.insert(object_number(bytes, start));
        }
        if dictionary.is_object_stream && lexer.next() == Some(Token::Stream) {
            let packed = stream_body(bytes, lexer.at);
            effort_left = effort_left.checked_sub(packed.len()).ok_or(Refusal::Corrupt)?;
            let unpacked = dictionary.filter.unpack(packed, unpacked_left)?;
            unpacked_left -= unpacked.len();
            packed_pages += packed_pages_in(&unpacked)?;
        }
    }
    Ok(plain_pages.len() + packed_pages)
}

/// The positions just behind each `obj` that is not an `endobj`.
fn object_starts(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let keywords = bytes
        .windows(3)
        .enumerate()
        .filter(|(_, window)| *window == b"obj");
    keywords
        .filter(|(at, _)| *at > 0 && !bytes[at - 1].is_ascii_alphabetic())
        .map(|(at, _)| at + 3)
}

/// What tells an object from others: its written number, or its place when there is none.
fn object_number(bytes: &[u8], start: usize) -> Result<Vec<u8>, usize> {
    let head = &bytes[start.saturating_sub(32)..start - 3];
    let mut words = head
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .rev();
    let number = words.nth(1).filter(|word| word.iter().all(u8::is_ascii_digit));
    number.map(<[u8]>::to_vec).ok_or(start)
}

/// A stream's bytes: from the line after its keyword to the next `endstream`.
fn stream_body(bytes: &[u8], at: usize) -> &[u8] {
    const END: &[u8] = b"endstream";
    let body = &bytes[at..];
    let body = body.strip_prefix(b"\r").unwrap_or(body);
    let body = body.strip_prefix(b"\n").unwrap_or(body);
    let end = body
        .windows(END.len())
        .position(|window| window == END)
        .unwrap_or(body.len());
    &body[..end]
}

fn packed_pages_in(unpacked: &[u8]) -> Result<usize, Refusal> {
    check_names(unpacked)?;
    let mut pages = 0;
    let mut lexer = Lexer::new(unpacked, 0);
    while let Some(token) = lexer.next() {
        if token == Token::DictionaryOpen {
            pages += usize::from(read_dictionary(&mut lexer)?.is_page);
        }
    }
    Ok(pages)
}

/// How an object stream is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    None,
    Flate,
    Uncheckable,
}

impl Filter {
    fn unpack(self, packed: &[u8], bytes_max: usize) -> Result<Vec<u8>, Refusal> {
        let mut unpacked = Vec::new();
        let mut source: Box<dyn Read + '_> = match self {
            Self::None => Box::new(packed),
            Self::Flate => Box::new(ZlibDecoder::new(packed)),
            Self::Uncheckable => return Err(Refusal::ActivePdf),
        };
        let read = source
            .by_ref()
            .take(bytes_max as u64 + 1)
            .read_to_end(&mut unpacked);
        match read {
            Ok(length) if length <= bytes_max => Ok(unpacked),
            _ => Err(Refusal::ActivePdf),
        }
    }
}

/// What is asked of one dictionary.
struct Dictionary {
    is_page: bool,
    /// Has `/Type /ObjStm`, or the `/First` that readers look for.
    is_object_stream: bool,
    filter: Filter,
}

/// Reads from behind `<<` to the matching `>>`, or to the end of the bytes.
fn read_dictionary(lexer: &mut Lexer<'_>) -> Result<Dictionary, Refusal> {
    let mut dictionary = Dictionary {
        is_page: false,
        is_object_stream: false,
        filter: Filter::None,
    };
    let mut depth = 1usize;
    let mut key: Option<Vec<u8>> = None;
    let mut filters = 0usize;
    for token in lexer.by_ref() {
        if let Token::Name(name) = &token
            && ACTIVE_SHORT_NAMES.contains(&name.as_slice())
        {
            return Err(Refusal::ActivePdf);
        }
        match &token {
            Token::DictionaryOpen | Token::ArrayOpen => depth += 1,
            Token::DictionaryClose | Token::ArrayClose => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        match (&key, token) {
            (None, Token::Name(name)) if depth == 1 => key = Some(name),
            (None, _) => {}
            (Some(of), value) => {
                dictionary.note(of, &value, &mut filters);
                let inside = depth > 1;
                key = key.filter(|_| inside);
            }
        }
    }
    Ok(dictionary)
}

impl Dictionary {
    /// Takes in one word of the value of `key`.
    fn note(&mut self, key: &[u8], value: &Token, filters: &mut usize) {
        match (key, value) {
            (b"Type", Token::Name(name)) if name == b"Page" => self.is_page = true,
            (b"Type", Token::Name(name)) if name == b"ObjStm" => self.is_object_stream = true,
            (b"First", _) => self.is_object_stream = true,
            (b"Filter", Token::ArrayOpen | Token::ArrayClose) => {}
            (b"Filter", Token::Name(name)) if name == b"FlateDecode" || name == b"Fl" => {
                *filters += 1;
                let single = *filters == 1 && self.filter == Filter::None;
                self.filter = if single {
                    Filter::Flate
                } else {
                    Filter::Uncheckable
                };
            }
            (b"Filter" | b"DecodeParms" | b"DP" | b"F", _) => self.filter = Filter::Uncheckable,
            _ => {}
        }
    }
}
