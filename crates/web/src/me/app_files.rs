//! What makes the page an app on a phone: its manifest and its worker. Must not know requests and answers.

use domain::tenant::Tenant;
use serde_json::{Value, json};
use values::ApplicantId;

use crate::{assets, text::Texts};

/// The part of the worker that is the same for everybody.
const WORKER: &str = include_str!("../../assets/worker.js");

/// The web app manifest: the tenant's name, and the page's own address to start at.
pub fn manifest(tenant: &Tenant, applicant_id: ApplicantId, url: &str, theme: &str, t: &Texts) -> Value {
    let icon = |name: &str, sizes: &str, media_type: &str| {
        let source = format!("{}/{name}", assets::prefix());
        json!({ "src": source, "sizes": sizes, "type": media_type, "purpose": "any maskable" })
    };
    json!({
        // A later link to the same page is the same app.
        "id": format!("/me?applicant={applicant_id}"),
        "name": tenant.name,
        "short_name": tenant.name,
        "lang": t.language().code,
        "dir": t.direction(),
        "start_url": url,
        "scope": url,
        "display": "standalone",
        "background_color": "#f6f6f4",
        "theme_color": theme,
        "icons": [
            icon("icon-192.png", "192x192", "image/png"),
            icon("icon-512.png", "512x512", "image/png"),
            icon("icon.svg", "any", "image/svg+xml"),
        ],
    })
}

/// The worker's script with the words of its notifications in front.
pub fn worker(tenant: &Tenant, t: &Texts) -> String {
    // Isolation marks are for pages; some systems print them.
    let say = |key: &str| {
        t.with(key, "tenant", &tenant.name)
            .replace(['\u{2068}', '\u{2069}'], "")
    };
    let words = json!({
        "confirmation": say("me-notify-confirmation"),
        "other": say("me-notify-other"),
        "text": say("me-notify-text"),
        "lang": t.language().code,
        "dir": t.direction(),
        "icon": format!("{}/icon-192.png", assets::prefix()),
    });
    format!("const WORDS = {words};\n{WORKER}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use domain::tenant::{Mode, Settings};
    use values::{TenantId, Timestamp};

    const ID: &str = "0190a5b4-7c3e-7000-8000-000000000001";

    fn tenant(name: &str) -> Tenant {
        Tenant {
            id: TenantId::parse(ID).unwrap(),
            name: name.to_owned(),
            mode: Mode::Sandbox,
            is_blocked: false,
            modules: Vec::new(),
            settings: Settings::default(),
            version: 1,
            created_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn the_manifest_starts_at_the_page_and_names_pictures_that_exist() {
        let t = Language::find("ar").unwrap().texts();
        let id = ApplicantId::parse(ID).unwrap();
        let manifest = manifest(&tenant("Acme Bank"), id, "/me/t.o-k_en", "#123456", t);
        assert_eq!(manifest["name"], "Acme Bank");
        assert_eq!(
            (&manifest["start_url"], &manifest["dir"]),
            (&json!("/me/t.o-k_en"), &json!("rtl"))
        );
        for icon in manifest["icons"].as_array().unwrap() {
            let name = icon["src"].as_str().unwrap().rsplit('/').next().unwrap();
            let bytes = std::fs::read(format!("{}/assets/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
            if let Some((width, _)) = icon["sizes"].as_str().unwrap().split_once('x') {
                let picture = image::load_from_memory(&bytes).unwrap();
                assert_eq!(picture.width().to_string(), width);
                assert_eq!(picture.height(), picture.width());
            }
        }
    }

    #[test]
    fn a_name_cannot_leave_the_words_of_the_worker() {
        let t = Language::find("en").unwrap().texts();
        let script = worker(&tenant("\"};alert(1)\n</script>\u{2028}//"), t);
        let (words, rest) = script.split_once(";\n/**").unwrap();
        let words: Value = serde_json::from_str(words.strip_prefix("const WORDS = ").unwrap()).unwrap();
        assert!(
            words["confirmation"]
                .as_str()
                .unwrap()
                .starts_with("\"};alert(1)")
        );
        assert!(!rest.contains("alert(1)") && rest.contains("showNotification"));
    }
}
