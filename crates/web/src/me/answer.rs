//! What the person posts: an answer is read, checked and handed to `app`, which looks at the request again. Nothing is kept here.

use std::net::IpAddr;

use app::{evidence::Refusal, inquiry::REPORT_BYTES_MAX, me::MyAnswer};
use axum::{http::HeaderMap, response::Response};
use domain::{
    Conflict, Error, Noun, Reason, Result,
    inquiry::{Inquiry, InquiryKind},
    step::Place,
};
use serde_json::{Map, Value, json};

use super::person::Visitor;
use crate::verify::{
    form::{Form, Upload},
    guest::header_text,
    screen::megabytes,
};

const PLATFORM_CHARACTERS_MAX: usize = 50;

impl Visitor {
    /// Takes an answer to a request, and shows what has become of it.
    pub async fn answer(
        &self,
        inquiry: &Inquiry,
        mut form: Form,
        headers: &HeaderMap,
        address: Option<IpAddr>,
    ) -> Result<Response> {
        let answer = match (form.text("answer"), inquiry.kind) {
            ("decline", _) => MyAnswer::Decline,
            ("approve", InquiryKind::Confirmation { needs_selfie, .. }) => {
                let picture = form.files.pop().filter(|upload| upload.field == "file");
                match picture {
                    _ if !needs_selfie => MyAnswer::Approve { selfie: None },
                    Some(Upload {
                        bytes: Some(bytes), ..
                    }) => MyAnswer::Approve { selfie: Some(bytes) },
                    Some(Upload { bytes: None, .. }) => {
                        let problem = self.t.count("intake-too_large", "megabytes", megabytes());
                        return Ok(self.inquiry_screen(inquiry, &problem));
                    }
                    None => return Ok(self.inquiry_screen(inquiry, &self.t.say("me-selfie-missing"))),
                }
            }
            ("share", InquiryKind::Location) => match place_of(&form) {
                Some(place) => MyAnswer::Location(place),
                None => return Ok(self.inquiry_screen(inquiry, &self.t.say("me-location-missing"))),
            },
            ("device", InquiryKind::Device) => {
                let report = report(form.text("report"), headers, address);
                let place = report.get("location").and_then(place_in);
                MyAnswer::Device { report, place }
            }
            _ => {
                return Err(Error::invalid(
                    "answer",
                    Reason::Expected("an answer to what was asked"),
                ));
            }
        };
        self.reply(inquiry, answer, address).await
    }

    async fn reply(&self, inquiry: &Inquiry, answer: MyAnswer, address: Option<IpAddr>) -> Result<Response> {
        let ip = address.map(|address| address.to_string()).unwrap_or_default();
        match self.app.me_answer(&self.me, inquiry.id, answer, ip).await {
            Ok(Ok(_)) => Ok(self.go(&self.inquiry_url(inquiry))),
            Ok(Err(refusal)) => Ok(self.inquiry_screen(inquiry, &self.refusal(refusal))),
            Err(Error::Conflict(Conflict::InquiryAnswered | Conflict::InquiryExpired)) => {
                let now = self.app.me_inquiry(&self.me, inquiry.id).await?;
                Ok(self.late_screen(&now))
            }
            Err(Error::Invalid { field: "place", .. }) => {
                Ok(self.inquiry_screen(inquiry, &self.t.say("me-location-missing")))
            }
            Err(error) => Err(error),
        }
    }

    fn refusal(&self, refusal: Refusal) -> String {
        match refusal {
            Refusal::TooLarge { .. } => self.t.count("intake-too_large", "megabytes", megabytes()),
            other => self.t.say(format!("intake-{}", other.code())),
        }
    }
}

/// The place that the form's script filled in.
fn place_of(form: &Form) -> Option<Place> {
    let number = |name: &str| form.text(name).parse::<f64>().ok();
    Some(Place {
        latitude: number("latitude")?,
        longitude: number("longitude")?,
        accuracy_m: number("accuracy")?,
    })
}

/// The place in a device's report.
pub fn place_in(location: &Value) -> Option<Place> {
    Some(Place {
        latitude: location["latitude"].as_f64()?,
        longitude: location["longitude"].as_f64()?,
        accuracy_m: location["accuracy"].as_f64()?,
    })
}

/// What a browser says of its device, in the documented keys: what its script found, what its headers say, and the address that
/// the server saw. What nobody said is left out.
fn report(text: &str, headers: &HeaderMap, address: Option<IpAddr>) -> Map<String, Value> {
    let mut report: Map<String, Value> = match text {
        text if text.len() <= REPORT_BYTES_MAX => serde_json::from_str(text).unwrap_or_default(),
        _ => Map::new(),
    };
    if let Some(platform) = platform(headers) {
        let device = report.entry("deviceInfo").or_insert_with(|| json!({}));
        if let Value::Object(device) = device {
            device.entry("systemName").or_insert(platform.into());
        }
    }
    if let Some(address) = address.map(|address| address.to_canonical()) {
        let family = if address.is_ipv4() { "ipv4" } else { "ipv6" };
        report.insert("publicIP".into(), json!({ family: address.to_string() }));
    }
    report
}

/// The system, as browsers say it unasked (Sec-CH-UA-Platform, a quoted string of RFC 8941).
fn platform(headers: &HeaderMap) -> Option<String> {
    let quoted = header_text(headers, "sec-ch-ua-platform")?;
    let name = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let is_name = !name.is_empty()
        && name != "Unknown"
        && name.len() <= PLATFORM_CHARACTERS_MAX
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == ' ');
    is_name.then(|| name.to_owned())
}

/// The report of a native app, as it was sent.
///
/// # Errors
/// [`Error::Invalid`] for anything but a JSON object.
pub fn native_report(body: &[u8]) -> Result<Map<String, Value>> {
    if body.len() > REPORT_BYTES_MAX {
        return Err(Error::invalid(
            "device",
            Reason::TooLarge {
                bytes_max: REPORT_BYTES_MAX as u64,
            },
        ));
    }
    serde_json::from_slice(body).map_err(|_| Error::invalid("device", Reason::Expected("a JSON object")))
}

/// A request's id in an address.
///
/// # Errors
/// [`Noun::Inquiry`].
pub fn inquiry_id(text: &str) -> Result<values::InquiryId> {
    values::InquiryId::parse(text).map_err(|_| Error::NotFound(Noun::Inquiry))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(platform: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("sec-ch-ua-platform", platform.parse().unwrap());
        headers
    }

    #[test]
    fn a_report_says_what_was_found_and_nothing_else() {
        let none = report("", &HeaderMap::new(), None);
        assert!(none.is_empty());
        let address = "203.0.113.9".parse().ok();
        let said = report(
            r#"{"deviceInfo":{"model":"Pixel 9"},"publicIP":{"ipv4":"9.9.9.9"}}"#,
            &headers("\"Android\""),
            address,
        );
        assert_eq!(
            Value::Object(said),
            json!({
                "deviceInfo": { "model": "Pixel 9", "systemName": "Android" },
                "publicIP": { "ipv4": "203.0.113.9" },
            })
        );
        let mapped = report("{}", &HeaderMap::new(), "::ffff:203.0.113.9".parse().ok());
        assert_eq!(mapped["publicIP"], json!({ "ipv4": "203.0.113.9" }));
        let six = report("[]", &HeaderMap::new(), "2001:db8::1".parse().ok());
        assert_eq!(
            Value::Object(six),
            json!({ "publicIP": { "ipv6": "2001:db8::1" } })
        );
    }

    #[test]
    fn what_the_script_says_of_the_system_comes_first_and_odd_headers_say_nothing() {
        let said = report(
            r#"{"deviceInfo":{"systemName":"iOS"}}"#,
            &headers("\"Android\""),
            None,
        );
        assert_eq!(said["deviceInfo"]["systemName"], "iOS");
        for odd in ["Android", "\"\"", "\"Unknown\"", "\"<b>\"", "\""] {
            assert!(report("{}", &headers(odd), None).is_empty(), "{odd}");
        }
        let text = format!(r#"{{"a":"{}"}}"#, "x".repeat(REPORT_BYTES_MAX));
        assert!(report(&text, &HeaderMap::new(), None).is_empty());
        assert!(native_report(text.as_bytes()).is_err());
    }

    #[test]
    fn a_native_report_is_any_object_and_keeps_its_order() {
        let sent = r#"{"z":1,"a":{"deep":[null,true]}}"#;
        let read = native_report(sent.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), sent);
        for refused in ["", "[]", "1", "null", "{", "{\"a\":1}}"] {
            assert!(native_report(refused.as_bytes()).is_err(), "{refused}");
        }
    }

    #[test]
    fn a_place_needs_all_three_numbers() {
        let place = |fields: &[(&str, &str)]| place_of(&Form::of(fields));
        let whole = [("latitude", "56.9"), ("longitude", "24.1"), ("accuracy", "12")];
        assert_eq!(place(&whole).unwrap().accuracy_m, 12.0);
        assert!(place(&whole[..2]).is_none());
        assert!(place_in(&json!({ "latitude": 1.0, "longitude": "2", "accuracy": 3 })).is_none());
        assert!(place_in(&json!({ "latitude": 1, "longitude": 2, "accuracy": 3.5 })).is_some());
    }
}
