//! Each screen with hostile values, in a language from each side.

use super::*;
use crate::{
    text::Language,
    verify::{guest, view::html},
};

/// Breaks out of text, of an attribute, and turns the writing around.
const HOSTILE: &str = "<script>alert(1)</script>\"'>محمد\u{202e}🙂&amp;";

fn hostile() -> String {
    HOSTILE.to_owned()
}

fn parts(code: &str) -> (&'static Texts, Page, Head) {
    let t = Language::find(code).unwrap().texts();
    let page = Page {
        tenant: hostile(),
        help: hostile(),
        tenant_css: "/me/t/brand.css".into(),
        test_mode: true,
        ..guest::page(t, None)
    };
    let me = Head {
        url: "/me/t".into(),
        theme: "#123456".into(),
        form: "form".into(),
        state: "pending",
    };
    (t, page, me)
}

fn inquiry(t: &Texts) -> Inquiry {
    let now = Timestamp::from_millis(1_751_630_477_228);
    Inquiry {
        url: "/me/t/inquiry/1".into(),
        asks: hostile(),
        body: hostile(),
        problem: hostile(),
        asked: Moment::at(now),
        ends: Some(End::after(now, now.plus(std::time::Duration::from_secs(240)), t)),
        capture: Some(Capture {
            max_bytes: 1,
            max_megabytes: 20,
        }),
    }
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
    for key in ["me-", "camera-", "device-", "upload-", "selfie-"] {
        assert!(
            !text.contains(&format!(">{key}")),
            "{name}: a key instead of a text: {key}"
        );
    }
}

#[test]
fn every_screen_escapes_every_value_in_both_directions() {
    for code in ["en", "ar"] {
        let (t, page, me) = parts(code);
        let told = Ended {
            title: hostile(),
            text: hostile(),
            address: hostile(),
            ..Ended::default()
        };
        let open = OpenItem {
            url: "/me/t/inquiry/1".into(),
            icon: "confirm",
            title: hostile(),
            text: hostile(),
            ends: inquiry(t).ends,
        };
        let past = PastItem {
            title: hostile(),
            status: hostile(),
            ..PastItem::default()
        };
        let full = Home {
            version: hostile(),
            open: vec![open],
            past: vec![past],
            push_key: hostile(),
        };
        macro_rules! screen {
            ($name:ident { $($field:ident: $value:expr),* }) => {
                let screen = $name { t, page: page.clone(), me: me.clone(), heading: hostile(), $($field: $value),* };
                check(stringify!($name), code, &screen);
            };
        }
        screen!(HomeScreen { home: full });
        screen!(HomeScreen {
            home: Home::default()
        });
        screen!(ConfirmationScreen { inquiry: inquiry(t) });
        screen!(LocationScreen { inquiry: inquiry(t) });
        screen!(DeviceScreen { inquiry: inquiry(t) });
        screen!(EndedScreen {
            inquiry: inquiry(t),
            ended: told
        });
    }
}

#[test]
fn an_end_is_told_in_the_largest_whole_unit() {
    let t = Language::find("en").unwrap().texts();
    let now = Timestamp::from_millis(1_751_630_477_228);
    for (seconds, words) in [
        (59, "in less than a minute"),
        (60, "in 1 minute"),
        (3_599, "in 59 minutes"),
        (7_200, "in 2 hours"),
        (200_000, "in 2 days"),
    ] {
        let end = End::after(now, now.plus(std::time::Duration::from_secs(seconds)), t);
        assert_eq!(end.words.replace(['\u{2068}', '\u{2069}'], ""), words);
        assert_eq!(end.left_ms, seconds * 1_000);
    }
    assert_eq!(Moment::at(now).text, "2025-07-04 12:01 UTC");
    assert_eq!(End::after(now, now, t).left_ms, 0);
}
