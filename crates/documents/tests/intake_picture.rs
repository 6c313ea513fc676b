//! Hostile and honest pictures at the door. Every file is made here.

#![expect(
    clippy::unwrap_used,
    reason = "fixtures are made in plain functions; a failure there is a failed test"
)]

use documents::intake::{Media, PictureLimits, Refusal, accept_picture, sniff};
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{DynamicImage, ExtendedColorType, GenericImageView, ImageEncoder, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};
use proptest::prelude::*;

const LIMITS: PictureLimits = PictureLimits {
    bytes_max: 1 << 20,
    pixels_max: 1_000_000,
    edge_min: 30,
    edge_max: 400,
};

/// Four quarters of plain colour: clockwise from the top left red, green, white, blue.
fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([220, 20, 20]),
        (false, true) => Rgb([20, 200, 20]),
        (false, false) => Rgb([240, 240, 240]),
        (true, false) => Rgb([20, 20, 220]),
    })
}

fn jpeg(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 92);
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).unwrap();
    }
    encoder.encode_image(picture).unwrap();
    bytes
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

/// A TIFF block with an orientation and a pointer to a GPS block that says north.
fn exif(orientation: u16) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    block.extend(b"\x01\x12\0\x03\0\0\0\x01");
    block.extend(orientation.to_be_bytes());
    block.extend(b"\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    block.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0GPS-SECRET-PLACE");
    block
}

fn decoded(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg)
        .unwrap()
        .into_rgb8()
}

/// Which colour leads at the given place, as a letter.
fn colour(picture: &RgbImage, x: u32, y: u32) -> char {
    let Rgb([red, green, blue]) = *picture.get_pixel(x, y);
    match (red > 128, green > 128, blue > 128) {
        (true, true, true) => 'w',
        (true, false, false) => 'r',
        (false, true, false) => 'g',
        (false, false, true) => 'b',
        _ => '?',
    }
}

/// The four quarters of a result, clockwise from the top left.
fn corners(picture: &RgbImage) -> String {
    let (width, height) = picture.dimensions();
    let places = [(1, 1), (3, 1), (3, 3), (1, 3)];
    places
        .iter()
        .map(|(x, y)| colour(picture, width * x / 4, height * y / 4))
        .collect()
}

#[test]
fn turns_every_orientation_upright_and_drops_the_place() {
    let expected = ["rgwb", "grbw", "wbrg", "bwgr", "rbwg", "brgw", "wgrb", "gwbr"];
    for (orientation, expected) in (1u16..).zip(expected) {
        let upload = jpeg(&quarters(120, 80), Some(exif(orientation)));
        assert!(
            upload.windows(10).any(|window| window == b"GPS-SECRET"),
            "the fixture holds a place"
        );
        let taken = accept_picture(&upload, &LIMITS).unwrap();
        let size = if orientation < 5 { (120, 80) } else { (80, 120) };
        assert_eq!((taken.width, taken.height), size, "orientation {orientation}");
        assert_eq!(
            corners(&decoded(&taken.jpeg)),
            expected,
            "orientation {orientation}"
        );
        assert!(!taken.jpeg.windows(3).any(|window| window == b"GPS"));
        assert!(!taken.jpeg.windows(4).any(|window| window == b"Exif"));
    }
}

#[test]
fn nothing_behind_the_picture_survives() {
    let tails: [&[u8]; 3] = [
        b"<html><script>alert(1)</script>",
        b"PK\x03\x04evil.zip",
        b"%PDF-1.7 /JavaScript",
    ];
    let picture = quarters(100, 100);
    for tail in tails {
        for (mut upload, media) in [
            (jpeg(&picture, None), Media::Jpeg),
            (png(&picture.clone().into()), Media::Png),
        ] {
            upload.extend(tail);
            let taken = accept_picture(&upload, &LIMITS).unwrap();
            assert_eq!(taken.original, media);
            assert!(taken.jpeg.ends_with(&[0xFF, 0xD9]));
            assert!(!taken.jpeg.windows(tail.len()).any(|window| window == tail));
        }
    }
}

#[test]
fn takes_every_pixel_format() {
    let picture = DynamicImage::from(quarters(100, 60));
    let formats = [
        DynamicImage::from(picture.to_rgb16()),
        picture.to_rgba16().into(),
        picture.to_rgba8().into(),
        picture.clone(),
    ];
    for format in formats {
        let taken = accept_picture(&png(&format), &LIMITS).unwrap();
        assert_eq!(corners(&decoded(&taken.jpeg)), "rgwb", "{:?}", format.color());
    }
    for grey in [
        DynamicImage::from(picture.to_luma8()),
        picture.to_luma16().into(),
        picture.to_luma_alpha8().into(),
    ] {
        let taken = decoded(&accept_picture(&png(&grey), &LIMITS).unwrap().jpeg);
        let Rgb([red, green, blue]) = *taken.get_pixel(25, 15);
        assert!(
            red.abs_diff(green) < 4 && green.abs_diff(blue) < 4,
            "{:?}",
            grey.color()
        );
    }
    let grey = picture.to_luma8();
    let mut bytes = Vec::new();
    JpegEncoder::new(&mut bytes).encode_image(&grey).unwrap();
    assert!(accept_picture(&bytes, &LIMITS).is_ok());
    let mut bytes = Vec::new();
    let rgba = picture.to_rgba8();
    WebPEncoder::new_lossless(&mut bytes)
        .write_image(&rgba, 100, 60, ExtendedColorType::Rgba8)
        .unwrap();
    let taken = accept_picture(&bytes, &LIMITS).unwrap();
    assert_eq!(
        (taken.original, corners(&decoded(&taken.jpeg)).as_str()),
        (Media::Webp, "rgwb")
    );
}

#[test]
fn takes_cmyk_and_progressive_jpeg() {
    let picture = quarters(96, 64);
    let inks: Vec<u8> = picture
        .pixels()
        .flat_map(|pixel| [255 - pixel[0], 255 - pixel[1], 255 - pixel[2], 0])
        .collect();
    for kind in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let mut bytes = Vec::new();
        Encoder::new(&mut bytes, 92).encode(&inks, 96, 64, kind).unwrap();
        let taken = accept_picture(&bytes, &LIMITS).unwrap();
        assert_eq!(corners(&decoded(&taken.jpeg)), "rgwb", "{kind:?}");
    }
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 92);
    encoder.set_progressive(true);
    encoder.encode(picture.as_raw(), 96, 64, ColorType::Rgb).unwrap();
    assert_eq!(
        corners(&decoded(&accept_picture(&bytes, &LIMITS).unwrap().jpeg)),
        "rgwb"
    );
}

#[test]
fn transparent_becomes_white() {
    let mut picture = DynamicImage::from(quarters(80, 80)).into_rgba8();
    for (x, _, pixel) in picture.enumerate_pixels_mut() {
        pixel[3] = if x < 40 { 0 } else { 255 };
    }
    let taken = decoded(&accept_picture(&png(&picture.into()), &LIMITS).unwrap().jpeg);
    assert_eq!(corners(&taken), "wgww");
}

#[test]
fn downsizes_to_the_longest_edge() {
    let taken = accept_picture(&jpeg(&quarters(900, 600), None), &LIMITS).unwrap();
    assert_eq!((taken.width, taken.height), (400, 267 - 1));
    assert_eq!(decoded(&taken.jpeg).dimensions(), (400, 266));
    assert_eq!(corners(&decoded(&taken.jpeg)), "rgwb");
}

#[test]
fn refuses_by_size_and_content() {
    let refused = |bytes: &[u8]| accept_picture(bytes, &LIMITS).unwrap_err();
    assert_eq!(refused(b""), Refusal::Empty);
    assert_eq!(
        refused(&vec![0xFF; (1 << 20) + 1]),
        Refusal::TooLarge { bytes_max: 1 << 20 }
    );
    assert_eq!(refused(b"no picture"), Refusal::Unsupported { media: None });
    assert_eq!(
        refused(b"%PDF-1.4"),
        Refusal::Unsupported {
            media: Some(Media::Pdf)
        }
    );
    assert_eq!(refused(b"\0\0\0\x14ftypheic\0\0\0\0heic"), Refusal::Heic);
    assert_eq!(
        refused(&jpeg(&quarters(1, 1), None)),
        Refusal::TooSmall { edge_min: 30 }
    );
    assert_eq!(
        refused(&png(&quarters(500, 29).into())),
        Refusal::TooSmall { edge_min: 30 }
    );
    assert_eq!(
        refused(&png(&quarters(8000, 100).into())),
        Refusal::TooSmall { edge_min: 30 }
    );
    let html = b"\x89PNG\r\n\x1a\n<html><body><script>alert(1)</script></body></html>";
    assert_eq!(refused(html), Refusal::Truncated, "no chunk has that length");
    let page = Refusal::Unsupported {
        media: Some(Media::Html),
    };
    assert_eq!((refused(b"<html>"), page.code()), (page, "unsupported"));
    assert_eq!(page.to_string(), "HTML files are not accepted here");
}

#[test]
fn refuses_declared_dimensions_before_decoding() {
    let mut bomb = png(&quarters(64, 64).into());
    bomb[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    let crc = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    let refusal = Refusal::TooManyPixels {
        pixels_max: 1_000_000,
    };
    assert_eq!(accept_picture(&bomb, &LIMITS), Err(refusal));
    let mut bomb = jpeg(&quarters(64, 64), None);
    let frame = bomb.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bomb[frame + 5..frame + 9].fill(0xFF);
    assert_eq!(accept_picture(&bomb, &LIMITS), Err(refusal));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn refuses_animations() {
    let mut upload = png(&quarters(64, 64).into());
    let mut chunk = b"acTL\0\0\0\x02\0\0\0\0".to_vec();
    chunk.extend(crc32(&chunk).to_be_bytes());
    upload.splice(33..33, [vec![0, 0, 0, 8], chunk].concat());
    assert_eq!(accept_picture(&upload, &LIMITS), Err(Refusal::Animated));
    let flagged = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x3f\0\0\x3f\0\0";
    assert_eq!(accept_picture(flagged, &LIMITS), Err(Refusal::Animated));
}

#[test]
fn refuses_blank_pictures_only() {
    for shade in [0, 128, 255] {
        let blank = RgbImage::from_fn(64, 64, |x, y| {
            Rgb([(shade as u8).saturating_add(((x ^ y) & 1) as u8); 3])
        });
        assert_eq!(accept_picture(&png(&blank.into()), &LIMITS), Err(Refusal::Blank));
    }
    let mut page = RgbImage::from_pixel(200, 300, Rgb([255; 3]));
    (20..140)
        .step_by(2)
        .for_each(|x| (10..14).for_each(|y| page.put_pixel(x, y, Rgb([0; 3]))));
    assert!(
        accept_picture(&png(&page.into()), &LIMITS).is_ok(),
        "one line of print is not blank"
    );
}

/// Found by fuzzing: zune-jpeg 0.5.15 panics in its inverse transform.
#[test]
fn a_decoder_that_panics_is_a_refusal() {
    let upload = include_bytes!("data/decoder_panic.jpg");
    let limits = PictureLimits {
        edge_min: 8,
        edge_max: 64,
        ..LIMITS
    };
    assert_eq!(accept_picture(upload, &limits), Err(Refusal::Corrupt));
}

/// A picture whose data is spread evenly, so that every cut takes pixels away.
fn textured(size: u32) -> RgbImage {
    let noise = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) as u8;
    RgbImage::from_fn(size, size, |x, y| {
        Rgb([noise(x, y), noise(y, x), noise(x + y, y)])
    })
}

#[test]
fn every_cut_of_a_small_file_is_refused() {
    let picture = textured(40);
    let mut webp = Vec::new();
    WebPEncoder::new_lossless(&mut webp)
        .write_image(&picture, 40, 40, ExtendedColorType::Rgb8)
        .unwrap();
    for whole in [jpeg(&picture, Some(exif(6))), png(&picture.clone().into()), webp] {
        assert!(accept_picture(&whole, &LIMITS).is_ok());
        for length in (12..whole.len()).step_by(7).chain([whole.len() - 1]) {
            assert_eq!(
                accept_picture(&whole[..length], &LIMITS),
                Err(Refusal::Truncated),
                "{length} bytes"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_cut_jpeg_is_refused(size in 40u32..90, part in 0.0f64..1.0) {
        let whole = jpeg(&textured(size), None);
        let length = (whole.len() as f64 * part) as usize;
        prop_assert!(accept_picture(&whole[..length.min(whole.len() - 1)], &LIMITS).is_err());
    }

    #[test]
    fn damage_never_panics_and_never_breaks_bounds(
        kind in 0usize..3,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let picture = DynamicImage::from(textured(48));
        let mut upload = match kind {
            0 => jpeg(&picture.to_rgb8(), Some(exif(3))),
            1 => png(&picture),
            _ => {
                let mut bytes = Vec::new();
                picture.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).unwrap();
                bytes
            }
        };
        for (place, byte) in changes {
            let at = place.index(upload.len());
            upload[at] = byte;
        }
        if let Ok(taken) = accept_picture(&upload, &LIMITS) {
            prop_assert!(taken.width.max(taken.height) <= 400 && taken.width.min(taken.height) >= 30);
            let size = image::load_from_memory(&taken.jpeg).unwrap().dimensions();
            prop_assert_eq!(size, (taken.width, taken.height));
        }
    }

    #[test]
    fn random_bytes_never_panic(head in 0usize..4, bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let heads: [&[u8]; 4] =
            [b"", b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", b"RIFF\x40\0\0\0WEBPVP8L"];
        let upload = [heads[head], &bytes].concat();
        let _ = sniff(&upload);
        prop_assert!(accept_picture(&upload, &LIMITS).is_err());
    }
}
