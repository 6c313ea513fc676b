//! Any upload is taken within its bounds or refused.

#![no_main]

use documents::intake::{PdfLimits, PictureLimits, accept_pdf, accept_picture};
use libfuzzer_sys::fuzz_target;
use std::sync::Once;

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // A decoder's panic is caught and refused; the fuzzer's own hook would abort before that. Panics that leave
    // this closure still stop the fuzzer.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let limits = PictureLimits { bytes_max: 1 << 20, pixels_max: 1_000_000, edge_min: 8, edge_max: 64 };
    if let Ok(picture) = accept_picture(bytes, &limits) {
        assert!(picture.width.max(picture.height) <= 64 && picture.width.min(picture.height) >= 8);
        assert!(picture.jpeg.starts_with(&[0xFF, 0xD8]) && picture.jpeg.ends_with(&[0xFF, 0xD9]));
    }
    let limits = PdfLimits::default();
    if let Ok(pdf) = accept_pdf(bytes, &limits) {
        assert!((1..=limits.pages_max).contains(&pdf.pages));
    }
});
