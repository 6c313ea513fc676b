//! Hostile and honest PDFs at the door. Every file is made here.

#![expect(
    clippy::unwrap_used,
    reason = "fixtures are made in plain functions; a failure there is a failed test"
)]

use documents::intake::{Media, PdfLimits, Refusal, accept_pdf};
use flate2::{Compression, write::ZlibEncoder};
use proptest::prelude::*;
use std::io::Write;

const LIMITS: PdfLimits = PdfLimits {
    bytes_max: 1 << 20,
    pages_max: 5,
};

/// A file of the given objects; `extra` goes into the trailer.
fn pdf(objects: &[Vec<u8>], extra: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        bytes.extend(format!("{number} 0 obj\n").into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let tail = format!(
        "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(tail.into_bytes());
    bytes
}

fn page() -> Vec<u8> {
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 9 0 R >>".to_vec()
}

/// A file of one page and one more object.
fn with(object: &str) -> Vec<u8> {
    pdf(&[page(), object.as_bytes().to_vec()], "")
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn stream(dictionary: &str, body: &[u8]) -> Vec<u8> {
    [
        format!("<< {dictionary} /Length {} >>\nstream\r\n", body.len()).as_bytes(),
        body,
        b"\nendstream",
    ]
    .concat()
}

fn refused(bytes: &[u8]) -> Refusal {
    accept_pdf(bytes, &LIMITS).unwrap_err()
}

#[test]
fn takes_plain_and_packed_pages() {
    assert_eq!(accept_pdf(&pdf(&[page(), page()], ""), &LIMITS).unwrap().pages, 2);
    let packed = deflated(b"5 0 6 70 << /Type/Page /Parent 2 0 R >>  << /Type /Page /Kids [(/x\\)] >>");
    let file = pdf(
        &[
            page(),
            stream("/Type /ObjStm /N 2 /First 9 /Filter [ /FlateDecode ]", &packed),
        ],
        "",
    );
    assert_eq!(accept_pdf(&file, &LIMITS).unwrap().pages, 3);
    let file = pdf(
        &[stream("/Type /ObjStm /N 1 /First 4", b"5 0 << /Type /Page >>")],
        "",
    );
    assert_eq!(accept_pdf(&file, &LIMITS).unwrap().pages, 1);
}

#[test]
fn a_page_saved_again_counts_once() {
    let mut file = pdf(&[page()], "");
    let second = pdf(&[page()], "");
    file.extend(&second[9..]);
    assert_eq!(accept_pdf(&file, &LIMITS).unwrap().pages, 1);
}

#[test]
fn refuses_what_is_no_whole_pdf() {
    let whole = pdf(&[page()], "");
    assert_eq!(refused(b""), Refusal::Empty);
    assert_eq!(
        refused(&vec![b'%'; (1 << 20) + 1]),
        Refusal::TooLarge { bytes_max: 1 << 20 }
    );
    assert_eq!(
        refused(b"\xFF\xD8\xFF\xE0"),
        Refusal::Unsupported {
            media: Some(Media::Jpeg)
        }
    );
    assert_eq!(
        refused(&[b"\n", whole.as_slice()].concat()),
        Refusal::Unsupported { media: None }
    );
    for length in 5..whole.len() - 6 {
        assert_eq!(refused(&whole[..length]), Refusal::Truncated, "{length} bytes");
    }
    assert_eq!(refused(&pdf(&[], "")), Refusal::Corrupt, "no page");
    assert_eq!(
        refused(b"%PDF-1.4\n1 0 obj<</Type/Page>>endobj startxref 99999 %%EOF"),
        Refusal::Corrupt
    );
}

#[test]
fn refuses_encryption_and_too_many_pages() {
    assert_eq!(refused(&pdf(&[page()], "/Encrypt 5 0 R")), Refusal::EncryptedPdf);
    assert_eq!(
        refused(&pdf(&vec![page(); 6], "")),
        Refusal::TooManyPages { pages_max: 5 }
    );
    let packed = deflated("<< /Type /Page >> ".repeat(6).as_bytes());
    let file = pdf(
        &[stream(
            "/Type /ObjStm /N 6 /First 0 /Filter /FlateDecode",
            &packed,
        )],
        "",
    );
    assert_eq!(refused(&file), Refusal::TooManyPages { pages_max: 5 });
}

#[test]
fn refuses_active_content_however_it_is_written() {
    let cases = [
        "<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>",
        "<< /S /J#61v#61Script >>",
        "<</S/Launch/F(cmd.exe)>>",
        "<< /Names << /EmbeddedFiles 5 0 R >> >>",
        "<< /Type /Filespec /EF << /F 5 0 R >> >>",
        "<< /AcroForm << /XFA [(template) 5 0 R] >> >>",
        "<< /JS 5 0 R >>",
        "<< /A << /S /SubmitForm /F (https://example.com) >> >>",
        "(a string that never ends << /S /Launch >>",
    ];
    for case in cases {
        assert_eq!(refused(&with(case)), Refusal::ActivePdf, "{case}");
    }
    assert!(
        accept_pdf(
            &with("<< /A << /S /URI /URI (https://example.com) >> >>"),
            &LIMITS
        )
        .is_ok()
    );
    assert!(accept_pdf(&with("<< /OpenAction [3 0 R /Fit] >>"), &LIMITS).is_ok());
}

#[test]
fn looks_into_object_streams_or_refuses_them() {
    let packed = deflated(
        "5 0 << /S /JavaScript /JS (app.alert(1)) >> "
            .repeat(20)
            .as_bytes(),
    );
    assert!(
        !packed.windows(4).any(|window| window == b"Java"),
        "the script is not in plain sight"
    );
    let cases = [
        "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
        "/N 1 /First 4 /Filter /FlateDecode",
        "/Type /Obj#53tm /N 1 /Filter [/Fl]",
        "/Type /ObjStm /N 1 /First 4 /Filter 8 0 R",
        "/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]",
        "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
        "/Type /ObjStm /N 1 /First 4 /Filter /ASCIIHexDecode",
        "/Note (obj >> endobj) /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
    ];
    for case in cases {
        let file = pdf(&[page(), stream(case, &packed)], "");
        assert_eq!(refused(&file), Refusal::ActivePdf, "{case}");
    }
    let hidden = pdf(&[page(), stream("/Filter /FlateDecode", &packed)], "");
    assert!(
        accept_pdf(&hidden, &LIMITS).is_ok(),
        "a stream that is no object stream holds no objects"
    );
    let damaged = pdf(&[page(), stream(cases[0], &packed[..packed.len() - 8])], "");
    assert_eq!(refused(&damaged), Refusal::ActivePdf);
    let bomb = deflated(&vec![b' '; 33 << 20]);
    assert_eq!(
        refused(&pdf(&[page(), stream(cases[0], &bomb)], "")),
        Refusal::ActivePdf
    );
}

#[test]
fn overlapping_objects_do_not_make_the_search_slow() {
    let file = with(&"1 0 obj <<".repeat(50_000));
    assert_eq!(refused(&file), Refusal::Corrupt);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn damage_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
    ) {
        let packed = deflated(b"5 0 << /Type /Page >>");
        let objects = stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &packed);
        let mut file = pdf(&[page(), objects], "");
        for (place, byte) in changes {
            let at = place.index(file.len());
            file[at] = byte;
        }
        let _ = accept_pdf(&file, &LIMITS);
    }

    #[test]
    fn random_words_never_panic(words in prop::collection::vec(0usize..16, 0..200)) {
        let known = [
            "<<", ">>", "[", "]", "(", ")", "<", ">", "/Type", "/Page", "/First", "/Filter", "/FlateDecode",
            "stream\n", " 1 0 obj ", "/a#",
        ];
        let body: String = words.iter().map(|word| known[*word]).collect();
        let _ = accept_pdf(&with(&body), &LIMITS);
    }
}
