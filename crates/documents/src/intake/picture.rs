//! Takes a picture: checks it from the outside in, decodes it once and writes it anew.

use super::container;
use super::shrink::{fitted_size, shrink};
use super::{Media, Refusal, sniff};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::{png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageError, Limits, RgbImage};
use std::io::Cursor;
use std::panic::catch_unwind;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

/// Progressive JPEGs have about ten scans; each one costs a pass over all pixels.
const JPEG_SCANS_MAX: usize = 32;
/// A decoder may hold 16-bit samples with alpha (8 bytes a pixel), or whole-picture coefficients of four
/// components.
const DECODER_BYTES_PER_PIXEL: u64 = 12;
const JPEG_QUALITY: u8 = 90;
/// Standard deviation of brightness (0 to 255) under which nothing can be seen. Sensor noise behind a covered
/// lens stays below; one line of print on a white page has about 10.
const BLANK_DEVIATION: f64 = 2.5;

/// What is asked of a picture.
///
/// They bound memory too: at its peak [`accept_picture`] holds at most about 16 bytes for each of
/// `pixels_max` besides the upload itself (640 MB for the default, reached only by progressive CMYK JPEGs and
/// 16-bit PNGs; a phone's 12 megapixel baseline JPEG takes about 80 MB).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureLimits {
    /// Most bytes of the upload.
    pub bytes_max: usize,
    /// Most pixels, width times height, before anything is decoded.
    pub pixels_max: u64,
    /// Least width and height, in pixels, also after downsizing.
    pub edge_min: u32,
    /// Longest edge of the result, in pixels; larger pictures are made smaller.
    pub edge_max: u32,
}

impl Default for PictureLimits {
    fn default() -> Self {
        Self {
            bytes_max: 20 * 1024 * 1024,
            pixels_max: 40_000_000,
            edge_min: 300,
            edge_max: 4000,
        }
    }
}

/// A picture that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Our own JPEG: upright, without metadata.
    pub jpeg: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What was uploaded.
    pub original: Media,
}

/// Takes an uploaded picture (JPEG, PNG or WebP) as an upright, opaque, 8-bit RGB JPEG without metadata.
///
/// Size, kind, structure, frame count and dimensions are checked before a pixel is decoded. Transparent parts
/// become white; colour profiles are dropped and the values kept. A cut file is refused by its missing end; a
/// JPEG that was cut and then closed with a forged end marker passes as a picture whose lower part is plain.
///
/// # Errors
/// The first [`Refusal`] that applies. A decoder that panics counts as [`Refusal::Corrupt`].
pub fn accept_picture(bytes: &[u8], limits: &PictureLimits) -> Result<Picture, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > limits.bytes_max {
        return Err(Refusal::TooLarge {
            bytes_max: limits.bytes_max,
        });
    }
    let (original, body) = match sniff(bytes) {
        Some(Media::Jpeg) => (Media::Jpeg, container::jpeg(bytes)?),
        Some(Media::Png) => (Media::Png, container::png(bytes)?),
        Some(Media::Webp) => (Media::Webp, container::webp(bytes)?),
        Some(Media::Heic) => return Err(Refusal::Heic),
        media => return Err(Refusal::Unsupported { media }),
    };
    let upright = catch_unwind(|| decode(original, body, limits)).unwrap_or(Err(Refusal::Corrupt))?;
    if is_blank(&upright) {
        return Err(Refusal::Blank);
    }
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY)
        .encode_image(&upright)
        .map_err(|_| Refusal::Corrupt)?;
    Ok(Picture {
        jpeg,
        width: upright.width(),
        height: upright.height(),
        original,
    })
}

fn decode(media: Media, bytes: &[u8], limits: &PictureLimits) -> Result<RgbImage, Refusal> {
    let (picture, orientation) = match media {
        Media::Jpeg => decode_jpeg(bytes, limits)?,
        Media::Png => decode_with(
            PngDecoder::with_limits(Cursor::new(bytes), memory(limits)),
            limits,
        )?,
        Media::Webp => decode_with(WebPDecoder::new(Cursor::new(bytes)), limits)?,
        other => return Err(Refusal::Unsupported { media: Some(other) }),
    };
    let (width, height) = fitted_size(picture.width(), picture.height(), limits.edge_max);
    let fitted = if width == picture.width() {
        picture
    } else {
        shrink(&picture, width, height)
    };
    let mut upright = DynamicImage::ImageRgb8(fitted);
    upright.apply_orientation(orientation);
    Ok(upright.into_rgb8())
}

/// Refuses dimensions that are out of bounds, before anything of their size is allocated.
fn check_dimensions(width: u32, height: u32, limits: &PictureLimits) -> Result<(), Refusal> {
    if u64::from(width) * u64::from(height) > limits.pixels_max {
        return Err(Refusal::TooManyPixels {
            pixels_max: limits.pixels_max,
        });
    }
    let (fitted_width, fitted_height) = fitted_size(width, height, limits.edge_max);
    if fitted_width.min(fitted_height) < limits.edge_min.max(1) {
        return Err(Refusal::TooSmall {
            edge_min: limits.edge_min,
        });
    }
    Ok(())
}

/// Decodes strictly: what `image` would paint grey is an error here.
fn decode_jpeg(bytes: &[u8], limits: &PictureLimits) -> Result<(RgbImage, Orientation), Refusal> {
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(JPEG_SCANS_MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(jpeg_refusal)?;
    let (width, height) = decoder.dimensions().ok_or(Refusal::Corrupt)?;
    let (width, height) = (width as u32, height as u32); // JPEG stores them in 16 bits
    check_dimensions(width, height, limits)?;
    let grey = decoder.input_colorspace() == Some(ColorSpace::Luma);
    let wanted = if grey { ColorSpace::Luma } else { ColorSpace::RGB };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let pixels = decoder.decode().map_err(jpeg_refusal)?;
    let orientation = decoder
        .exif()
        .and_then(|exif| Orientation::from_exif_chunk(exif))
        .unwrap_or(Orientation::NoTransforms);
    let picture = if grey {
        GrayImage::from_raw(width, height, pixels).map(|grey| DynamicImage::ImageLuma8(grey).into_rgb8())
    } else {
        RgbImage::from_raw(width, height, pixels)
    };
    Ok((picture.ok_or(Refusal::Corrupt)?, orientation))
}

fn jpeg_refusal(error: DecodeErrors) -> Refusal {
    match error {
        DecodeErrors::ExhaustedData | DecodeErrors::IoErrors(_) => Refusal::Truncated,
        _ => Refusal::Corrupt,
    }
}

fn decode_with<D: ImageDecoder>(
    decoder: Result<D, ImageError>,
    limits: &PictureLimits,
) -> Result<(RgbImage, Orientation), Refusal> {
    let refusal = |error: ImageError| image_refusal(&error, limits);
    let mut decoder = decoder.map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    check_dimensions(width, height, limits)?;
    decoder.set_limits(memory(limits)).map_err(refusal)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    Ok((opaque(picture), orientation))
}

/// What a decoder may allocate.
fn memory(limits: &PictureLimits) -> Limits {
    let mut memory = Limits::no_limits();
    memory.max_alloc = Some(limits.pixels_max.saturating_mul(DECODER_BYTES_PER_PIXEL));
    memory
}

fn image_refusal(error: &ImageError, limits: &PictureLimits) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooManyPixels {
            pixels_max: limits.pixels_max,
        },
        ImageError::IoError(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => Refusal::Truncated,
        _ => Refusal::Corrupt,
    }
}

/// Lays a transparent picture on white paper.
fn opaque(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let mut layered = picture.into_rgba8();
    for pixel in layered.pixels_mut() {
        let alpha = u32::from(pixel[3]);
        for channel in 0..3 {
            pixel[channel] = ((u32::from(pixel[channel]) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        }
    }
    DynamicImage::ImageRgba8(layered).into_rgb8()
}

/// Whether brightness hardly varies over the whole picture.
fn is_blank(picture: &RgbImage) -> bool {
    const SAMPLES: usize = 250_000;
    let pixels = picture.width() as usize * picture.height() as usize;
    let step = (pixels / SAMPLES).max(1) | 1; // odd, so that even widths are not sampled in one column
    let (mut count, mut sum, mut squares) = (0f64, 0f64, 0f64);
    for pixel in picture.as_raw().chunks_exact(3).step_by(step) {
        let luma = 0.299 * f64::from(pixel[0]) + 0.587 * f64::from(pixel[1]) + 0.114 * f64::from(pixel[2]);
        count += 1.0;
        sum += luma;
        squares += luma * luma;
    }
    let mean = sum / count.max(1.0);
    (squares / count.max(1.0) - mean * mean).max(0.0).sqrt() < BLANK_DEVIATION
}
