//! The tenant's settings as JSON, with where each value comes from. Keys of message encryption are not shown again.

use app::tenant::TenantChange;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Error, Reason, officer::Role, tenant::Settings};
use serde_json::Value;

use super::{
    editor::{EditorField, EditorPage, Help, pretty, problem},
    parts::Done,
    problem::{Problem, html},
    shell::Place,
    visit::{Post, Visit},
};

/// Stands in the place of a secret.
const MASK: &str = "••••••";
const SECRETS: [&str; 2] = ["/allpass/encryption/secret_key", "/allpass/encryption/hmac_key"];

fn as_json(settings: &Settings) -> Value {
    serde_json::to_value(settings).unwrap_or_default()
}

fn masked(settings: &Settings) -> Value {
    let mut value = as_json(settings);
    for secret in SECRETS {
        if let Some(place) = value.pointer_mut(secret) {
            *place = MASK.into();
        }
    }
    value
}

/// Reads settings; a secret that is still masked is the present one.
fn read(text: &str, present: &Settings) -> domain::Result<Settings> {
    let refused = |error: serde_json::Error| Error::invalid("settings", Reason::Other(error.to_string()));
    let mut value: Value = serde_json::from_str(text).map_err(refused)?;
    let present = as_json(present);
    for secret in SECRETS {
        if let (Some(place), Some(known)) = (value.pointer_mut(secret), present.pointer(secret))
            && place.as_str() == Some(MASK)
        {
            *place = known.clone();
        }
    }
    // Read from the text where nothing was masked, so that an error names its line.
    let settings: Settings = if text.contains(MASK) {
        serde_json::from_value(value).map_err(refused)?
    } else {
        serde_json::from_str(text).map_err(refused)?
    };
    settings.check()?;
    Ok(settings)
}

fn flatten(path: &str, value: &Value, into: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                flatten(&path, value, into);
            }
        }
        value => into.push((path.to_owned(), value.to_string())),
    }
}

/// Each setting with its value and where that comes from.
fn sources(settings: &Settings) -> Vec<(String, String, String)> {
    let (mut values, mut defaults) = (Vec::new(), Vec::new());
    flatten("", &masked(settings), &mut values);
    flatten("", &as_json(&Settings::default()), &mut defaults);
    let source = |(name, value): (String, String)| {
        let default = defaults.iter().find(|(known, _)| *known == name);
        let from = match default {
            Some((_, default)) if *default == value => "default".to_owned(),
            Some((_, default)) => format!("this tenant (default {default})"),
            None => "this tenant".to_owned(),
        };
        (name, value, from)
    };
    values.into_iter().map(source).collect()
}

fn editor(visit: &Visit, name: String, text: String, problem: Option<String>, done: &Done) -> Response {
    let status = match problem {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let mut shell = visit.shell(Place::Settings, "Settings");
    shell.notices = done.notices();
    let page = EditorPage {
        shell,
        list: None,
        note: visit.desk.tenant.name.clone(),
        problem,
        action: Place::Settings.href().to_owned(),
        confirm: "The settings count at once, for every page and call of this tenant.",
        asks_factor: visit.asks_factor(),
        may_edit: true,
        version: visit.desk.tenant.version,
        fields: vec![EditorField {
            name: "name",
            label: "Name that applicants read",
            value: name,
            length_max: 100,
        }],
        label: "Settings (JSON)",
        definition: text,
        effect: "A name that is left out takes its default. Unknown names are refused.",
        help: Help {
            text: "Where each value comes from.",
            heads: ["Setting", "Value", "Comes from"],
            rows: sources(&visit.desk.tenant.settings),
            example: "",
        },
    };
    (status, html(&page)).into_response()
}

/// `GET /console/settings`.
pub async fn page(visit: Visit, Query(done): Query<Done>) -> Result<Response, Problem> {
    visit.require(Role::Admin)?;
    let tenant = &visit.desk.tenant;
    let (name, text) = (tenant.name.clone(), pretty(&masked(&tenant.settings)));
    Ok(editor(&visit, name, text, None, &done))
}

/// `POST /console/settings`.
pub async fn save(post: Post) -> Result<Response, Problem> {
    post.require_dangerous(Role::Admin, Place::Settings).await?;
    let visit = &post.visit;
    let name = post.fields.text("name").unwrap_or_default();
    let text = post.fields.get("definition");
    let saved = match read(text, &visit.desk.tenant.settings) {
        Ok(settings) => {
            let change = TenantChange {
                name: Some(name.clone()),
                settings: Some(settings),
                ..TenantChange::default()
            };
            let (id, actor) = (visit.desk.tenant.id, visit.desk.actor());
            visit.app.tenant_change(id, change, actor).await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(Redirect::to("/console/settings?done=saved").into_response()),
        Err(error) => {
            let problem = problem(error)?;
            Ok(editor(
                visit,
                name,
                text.to_owned(),
                Some(problem),
                &Done::default(),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::tenant::Encryption;

    use super::*;

    #[test]
    fn a_secret_is_masked_and_survives_saving() {
        let mut settings = Settings::default();
        settings.allpass.encryption = Encryption::Aes256Gcm {
            secret_key: "ab".repeat(32),
        };
        let text = pretty(&masked(&settings));
        assert!(!text.contains("abab"), "{text}");
        assert_eq!(read(&text, &settings).unwrap(), settings);
        assert!(!format!("{:?}", sources(&settings)).contains("abab"));
    }

    #[test]
    fn a_mask_without_a_secret_behind_it_is_refused() {
        let text = r#"{"allpass":{"encryption":{"method":"aes-256-gcm","secret_key":"••••••"}}}"#;
        assert!(read(text, &Settings::default()).is_err());
    }

    #[test]
    fn each_value_says_where_it_comes_from() {
        let settings = Settings {
            retention_days: 21,
            ..Settings::default()
        };
        let sources = sources(&settings);
        let of = |name: &str| sources.iter().find(|source| source.0 == name).unwrap().2.clone();
        assert_eq!(of("retention_days"), "this tenant (default 30)");
        assert_eq!(of("kept_days"), "default");
    }

    #[test]
    fn unknown_names_are_refused_by_name_and_line() {
        let error = read("{\n\"retention_dayz\": 3 }", &Settings::default())
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("retention_dayz") && error.contains("line 2"),
            "{error}"
        );
    }
}
