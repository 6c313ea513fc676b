//! Why an upload was turned away, as a code for programs and a sentence for developers.

use super::Media;

/// Why an upload was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More bytes than allowed.
    #[error("the file must be at most {bytes_max} bytes")]
    TooLarge {
        /// The limit.
        bytes_max: usize,
    },
    /// A kind that is not taken here; `None` when it is not even known.
    #[error("{} files are not accepted here", .media.map_or("unrecognised", Media::name))]
    Unsupported {
        /// The kind, when it is known.
        media: Option<Media>,
    },
    /// A HEIC or HEIF picture, which phones make by default and can send as JPEG instead.
    #[error("HEIC pictures are not accepted; send the picture as JPEG")]
    Heic,
    /// A picture with more than one frame.
    #[error("animated pictures are not accepted")]
    Animated,
    /// More pixels than allowed.
    #[error("the picture must have at most {pixels_max} pixels")]
    TooManyPixels {
        /// The limit on width times height.
        pixels_max: u64,
    },
    /// Too few pixels to read anything, or an extreme shape.
    #[error("each side of the picture must have at least {edge_min} pixels")]
    TooSmall {
        /// The least width and height.
        edge_min: u32,
    },
    /// The file stops before its end: the upload was cut.
    #[error("the file is incomplete")]
    Truncated,
    /// The file breaks the rules of its kind.
    #[error("the file is damaged")]
    Corrupt,
    /// Nothing can be seen, e.g. because the lens was covered.
    #[error("the picture is blank")]
    Blank,
    /// A PDF that needs a password or hides its content.
    #[error("encrypted PDF files are not accepted")]
    EncryptedPdf,
    /// A PDF with more pages than allowed.
    #[error("the PDF must have at most {pages_max} pages")]
    TooManyPages {
        /// The limit.
        pages_max: usize,
    },
    /// A PDF that can act by itself or carries other files, or has parts that cannot be checked for that.
    #[error(
        "PDF files with scripts, forms, launch actions, attached files or uncheckable parts are not accepted"
    )]
    ActivePdf,
}

impl Refusal {
    /// The code for programs; it does not change between releases.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::Unsupported { .. } => "unsupported",
            Self::Heic => "heic",
            Self::Animated => "animated",
            Self::TooManyPixels { .. } => "too_many_pixels",
            Self::TooSmall { .. } => "too_small",
            Self::Truncated => "truncated",
            Self::Corrupt => "corrupt",
            Self::Blank => "blank",
            Self::EncryptedPdf => "encrypted_pdf",
            Self::TooManyPages { .. } => "too_many_pages",
            Self::ActivePdf => "active_pdf",
        }
    }
}
