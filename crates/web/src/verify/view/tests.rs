//! Each screen with hostile values, in a language from each side.

use super::*;
use crate::{
    text::{LANGUAGES, Language},
    verify::guest,
};

/// Breaks out of text, of an attribute, and turns the writing around.
const HOSTILE: &str = "<script>alert(1)</script>\"'>محمد\u{202e}🙂&amp;";

fn hostile() -> String {
    HOSTILE.to_owned()
}

fn parts(code: &str) -> (&'static Texts, Page, StepHead) {
    let t = Language::find(code).unwrap().texts();
    let frame = Frame {
        origins: "https://app.example".into(),
        app_key: hostile(),
        external_user_id: hostile(),
        ..Frame::default()
    };
    let page = Page {
        tenant: hostile(),
        help: hostile(),
        frame: Some(frame),
        tenant_css: "/verify/t/brand.css".into(),
        saved: true,
        test_mode: true,
        ..guest::page(t, None)
    };
    let step = StepHead {
        number: 2,
        total: 5,
        name: "document",
        title: hostile(),
        lead: hostile(),
        problem: hostile(),
        form: "form".into(),
        url: "/verify/t/step/1/choose".into(),
        back_url: "/verify/t".into(),
        qr_url: "/verify/t/qr.svg".into(),
        events_url: "/verify/t/events".into(),
    };
    (t, page, step)
}

fn check(name: &str, code: &str, screen: &impl Template) {
    let text = html(screen).unwrap();
    assert!(
        text.starts_with("<!doctype html>") && text.trim_end().ends_with("</html>"),
        "{name}"
    );
    assert!(!text.contains("<script>"), "{name}: unescaped text");
    assert!(!text.contains("\"'>"), "{name}: a value leaves its attribute");
    assert_eq!(text.matches("<script").count(), 1, "{name}");
    assert!(
        !text.contains("style=") && !text.contains(" onclick"),
        "{name}: the policy forbids it"
    );
    assert!(text.contains("محمد"), "{name}: the name is kept exactly");
    let direction = if code == "ar" { "rtl" } else { "ltr" };
    assert!(
        text.contains(&format!("<html lang=\"{code}\" dir=\"{direction}\">")),
        "{name}"
    );
    assert!(text.len() < 100_000, "{name}: {} bytes", text.len());
    for key in ["document-", "camera-start", "error-", "consent-"] {
        let shown = format!(">{key}");
        let is_key = text.contains(&shown) && !text.contains(&format!("data-text=\"{key}"));
        assert!(!is_key, "{name}: a key instead of a text: {key}");
    }
}

fn choice() -> Choice {
    Choice {
        code: hostile(),
        name: hostile(),
        chosen: true,
    }
}

macro_rules! screen {
    ($name:ident, $code:expr, { $($field:ident: $value:expr),* }) => {{
        let (t, page, step) = parts($code);
        let screen = $name { t, page, heading: hostile(), step, $($field: $value),* };
        check(stringify!($name), $code, &screen);
    }};
}

#[test]
fn steps_escape_every_value_in_both_directions() {
    for code in ["en", "ar"] {
        screen!(ConsentScreen, code, { consent: Consent {
            purpose: hostile(), steps: vec![hostile()], years: 0, months: 7, minutes: 3,
        } });
        screen!(DocumentScreen, code, { document: DocumentChoice {
            types: vec![choice()],
            countries: vec![choice()],
            fields: vec![TypedField { name: "surname", label: hostile(), value: hostile(), problem: hostile(),
                input_type: "text", autocomplete: "family-name", length_max: 10, required: false }],
        } });
        screen!(CaptureScreen, code, { capture: Capture {
            guide: "card", example: "example-card", facing: "user", guidance: hostile(), pdf: true, automatic: true,
            accept: "image/jpeg", max_megabytes: 20, max_bytes: 1, texts: &["camera-dark", "upload-send"],
        } });
        screen!(ContactScreen, code, { contact: Contact {
            label: hostile(), input_type: "email", autocomplete: "email", value: hostile(),
        } });
        screen!(CodeScreen, code, { code: CodeEntry { minutes: 10, tries: 2, can_change: true } });
        screen!(DeviceScreen, code, {});
    }
}

#[test]
fn questionnaires_and_endings_escape_every_value_in_both_directions() {
    let cell = || Cell {
        value: hostile(),
        text: hostile(),
        chosen: true,
    };
    let kinds = [
        "heading", "note", "text", "comment", "dropdown", "radio", "check", "boolean", "rating", "matrix",
        "file",
    ];
    for code in ["en", "ar"] {
        let questions = kinds.map(|kind| Question {
            kind,
            name: hostile(),
            field: "q1".into(),
            id: "1".into(),
            title: hostile(),
            description: hostile(),
            group: kind == "radio",
            input_type: "radio",
            value: hostile(),
            choices: vec![cell()],
            rows: vec![Row {
                text: hostile(),
                field: "q1.0".into(),
                cells: vec![cell()],
            }],
            files: vec![KeptFile {
                id: hostile(),
                name: hostile(),
            }],
            has_other: true,
            comment: hostile(),
            problem: hostile(),
            ..Question::default()
        });
        screen!(QuestionnaireScreen, code, { questionnaire: QuestionnaireForm {
            visibility_url: "/v".into(), questions: questions.into(),
        } });
        screen!(ReviewScreen, code, { review: Review { entries: vec![ReviewItem {
            title: hostile(), value: hostile(), has_pictures: true, change_url: "/c".into(),
            pictures: vec![Picture { url: "/p".into(), title: hostile() }],
        }] } });
        screen!(RefusedScreen, code, { refused: Refused {
            reason: hostile(), note: hostile(), picture_url: "/p".into(), picture_title: hostile(),
            example: "example-card", example_text: hostile(), tries: 3, retry_url: "/r".into(),
        } });
        let (t, page, _) = parts(code);
        let done = Done {
            hours: 24,
            mail: hostile(),
            reference: hostile(),
        };
        check(
            "done",
            code,
            &DoneScreen {
                t,
                page,
                heading: hostile(),
                done,
            },
        );
        let (t, page, _) = parts(code);
        let end = End {
            text: hostile(),
            icon: "clock",
            reference: hostile(),
            ..End::default()
        };
        check(
            "end",
            code,
            &EndScreen {
                t,
                page,
                heading: hostile(),
                end,
            },
        );
    }
}

#[test]
fn every_text_that_a_template_says_exists() {
    let templates = [
        include_str!("../../../templates/verify/capture.html"),
        include_str!("../../../templates/verify/capture_texts.html"),
        include_str!("../../../templates/verify/code.html"),
        include_str!("../../../templates/verify/consent.html"),
        include_str!("../../../templates/verify/contact.html"),
        include_str!("../../../templates/verify/device.html"),
        include_str!("../../../templates/verify/document.html"),
        include_str!("../../../templates/verify/done.html"),
        include_str!("../../../templates/verify/end.html"),
        include_str!("../../../templates/verify/language_menu.html"),
        include_str!("../../../templates/verify/layout.html"),
        include_str!("../../../templates/verify/phone_panel.html"),
        include_str!("../../../templates/verify/problem.html"),
        include_str!("../../../templates/verify/question.html"),
        include_str!("../../../templates/verify/refused.html"),
        include_str!("../../../templates/verify/review.html"),
        include_str!("../../../templates/verify/step_head.html"),
        include_str!("../../../templates/verify/upload_progress.html"),
    ];
    let sources = [
        include_str!("../screen.rs"),
        include_str!("../give.rs"),
        include_str!("../review.rs"),
    ];
    let mut seen = 0;
    for source in templates.into_iter().chain(sources) {
        for call in ["t.say(\"", "t.with(\"", "t.with2(\"", "t.count(\"", "t.count2(\""] {
            for key in source
                .split(call)
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap())
            {
                for language in LANGUAGES {
                    assert!(language.texts().has(key), "{} lacks {key}", language.code);
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 80, "{seen}");
}
