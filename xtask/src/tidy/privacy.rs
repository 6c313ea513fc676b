//! Rules of what must not be in the repository at all: secrets, the surroundings of whoever wrote it,
//! and addresses that a page would call.

use super::source::{Kind, SourceFile};
use super::{Finding, Rule};

pub const RULES: &[Rule] = &[
    Rule {
        name: "secret",
        why: "a key, a credential or a token in a file is public for ever; tests make theirs as they run",
        check: secret,
    },
    Rule {
        name: "surroundings",
        why: "paths, registries and working habits of one machine mean nothing to the next reader",
        check: surroundings,
    },
    Rule {
        name: "external-address",
        why: "a page loads nothing from elsewhere: applicants' browsers talk to this server alone",
        check: external_address,
    },
];

const ACCESS_KEY_PREFIX: &str = concat!("AK", "IA");
const BASIC_PREFIX: &str = "Basic ";

fn secret(file: &SourceFile) -> Vec<Finding> {
    let found = |(line, text): (usize, &str)| secret_in(text).map(|what| Finding::new(line, what));
    file.lines().filter_map(found).collect()
}

fn secret_in(text: &str) -> Option<&'static str> {
    if text.split("-----BEGIN ").skip(1).any(is_private_key_label) {
        return Some("a private key");
    }
    let is_upper = |character: char| character.is_ascii_uppercase() || character.is_ascii_digit();
    if follows(text, ACCESS_KEY_PREFIX, is_upper) >= 16 {
        return Some("a cloud access key");
    }
    let is_base64 = |character: char| character.is_ascii_alphanumeric() || "+/=".contains(character);
    if follows(text, BASIC_PREFIX, is_base64) >= 24 {
        return Some("a Basic credential");
    }
    text.split(|character: char| !is_token_character(character))
        .any(is_signed_token)
        .then_some("a signed token")
}

/// `PRIVATE KEY`, `EC PRIVATE KEY`, `ENCRYPTED PRIVATE KEY`: the labels of RFC 7468 and its forerunners.
fn is_private_key_label(text: &str) -> bool {
    let label = text.split("-----").next().unwrap_or_default();
    label.ends_with("PRIVATE KEY")
        && label
            .chars()
            .all(|character| character.is_ascii_uppercase() || character == ' ')
}

/// The longest run of such characters right behind any occurrence of `prefix`.
fn follows(text: &str, prefix: &str, is_part: impl Fn(char) -> bool) -> usize {
    let run = |at: usize| {
        text[at + prefix.len()..]
            .chars()
            .take_while(|character| is_part(*character))
            .count()
    };
    text.match_indices(prefix)
        .map(|(at, _)| run(at))
        .max()
        .unwrap_or(0)
}

fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-_.".contains(character)
}

/// Three base64url parts, the first of them a JSON object (`{"` is `eyJ`), as RFC 7519 has it.
fn is_signed_token(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    text.len() > 60 && text.starts_with("eyJ") && parts.len() == 3 && parts.iter().all(|part| part.len() >= 4)
}

/// Written in two halves, so that this file passes its own rule.
const SURROUNDINGS: [(&str, &str); 9] = [
    (concat!("/wo", "rk/"), "a path of one machine"),
    (
        concat!("/tm", "p/"),
        "a path of one machine; make a temporary folder",
    ),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/.lib", "rary"), "a path of one machine"),
    (concat!("helper", " session"), "how the work was organised"),
    (concat!("issue", " #"), "a number nobody outside can look up"),
    (concat!("crates", ".io"), "a registry's address: name the package"),
    (concat!("pypi", ".org"), "a registry's address: name the package"),
    (concat!("npm", "js"), "a registry's address: name the package"),
];

fn surroundings(file: &SourceFile) -> Vec<Finding> {
    if file.path.rsplit('/').next() == Some("Cargo.lock") {
        return Vec::new();
    }
    let found = |(line, text): (usize, &str)| {
        let (words, what) = SURROUNDINGS.iter().find(|(words, _)| stands_alone(text, words))?;
        Some(Finding::new(line, format!("`{words}`: {what}")))
    };
    file.lines().filter_map(found).collect()
}

/// Not inside a longer path or word: `/network/` and `/api/work/` are no paths of a machine.
fn stands_alone(text: &str, words: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_part = |character: char| character.is_ascii_alphanumeric() || "_-.}".contains(character);
    let free = |at: usize| !lower[..at].chars().next_back().is_some_and(is_part);
    let rooted = words.starts_with('/') && !words.starts_with("/.");
    lower.match_indices(words).any(|(at, _)| !rooted || free(at))
}

fn external_address(file: &SourceFile) -> Vec<Finding> {
    if file.kind != Kind::Page || file.is_test() {
        return Vec::new();
    }
    let found = |(line, text): (usize, &str)| {
        external_in(text).map(|address| Finding::new(line, format!("`{address}` points out of the product")))
    };
    file.lines().filter_map(found).collect()
}

/// Namespaces of the W3C are names, not addresses: no browser loads them.
fn external_in(text: &str) -> Option<&str> {
    let schemes = [
        "http://", "https://", "=\"//", "='//", "url(//", "url(\"//", "url('//",
    ];
    let places = schemes.iter().flat_map(|scheme| text.match_indices(scheme));
    places.map(|(at, _)| address_at(text, at)).find(|address| {
        let host = address.split("//").nth(1).unwrap_or_default();
        host != "www.w3.org" && !host.starts_with("www.w3.org/")
    })
}

fn address_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let length = rest
        .char_indices()
        .skip(8)
        .find(|(_, character)| " \"'<>)".contains(*character));
    &rest[..length.map_or(rest.len(), |(index, _)| index)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::lines_found;

    #[test]
    fn secrets_are_found_in_any_text() {
        let found = |text: &str| lines_found("secret", "crates/apis/tests/fixtures/a.txt", text);
        let key = ["-----BEGIN EC", " PRIVATE KEY-----"].concat();
        assert_eq!(found(&format!("\n{key}\n")), [2]);
        assert_eq!(found(&format!("id={ACCESS_KEY_PREFIX}{}", "Z9".repeat(8))), [1]);
        assert_eq!(found(&format!("{BASIC_PREFIX}{}", "dXNl".repeat(6))), [1]);
        let token = [
            "eyJhbGciOiJIUzI1NiJ9",
            "eyJzdWIiOiIxMjM0NTY3ODkwIn0",
            "c2lnbmF0dXJlc2lnbmF0dXJl",
        ]
        .join(".");
        assert_eq!(found(&format!("\"{token}\"")), [1]);
        assert!(found("Basic dXNlcg== and a.b.c and -----BEGIN CERTIFICATE-----").is_empty());
    }

    #[test]
    fn surroundings_are_found_but_not_inside_other_paths() {
        let found = |text: &str| lines_found("surroundings", "docs/a.md", text);
        for (words, _) in SURROUNDINGS {
            assert_eq!(found(&format!("see {words}x")), [1], "{words}");
        }
        assert!(
            found(&format!(
                "GET /api{}hours and a{}",
                SURROUNDINGS[0].0, SURROUNDINGS[0].0
            ))
            .is_empty()
        );
        let registry = SURROUNDINGS[6].0;
        assert!(lines_found("surroundings", "Cargo.lock", registry).is_empty());
    }

    #[test]
    fn pages_call_nobody_else() {
        let found = |path: &str, text: &str| lines_found("external-address", path, text);
        assert_eq!(
            found(
                "crates/web/templates/a.html",
                "\n<script src=\"https://cdn.example/x.js\">"
            ),
            [2]
        );
        assert_eq!(
            found("crates/web/templates/a.html", "<img src=\"//cdn.example/x.png\">"),
            [1]
        );
        assert_eq!(
            found(
                "crates/web/assets/a.css",
                "a { background: url(//cdn.example/x.png) }"
            ),
            [1]
        );
        assert_eq!(
            found(
                "crates/web/assets/a.svg",
                "xmlns=\"http://www.w3.org.evil.example/\""
            ),
            [1]
        );
        assert!(
            found(
                "crates/web/assets/a.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\">"
            )
            .is_empty()
        );
        assert!(found("crates/web/assets/a.js", "// a comment\nfetch('/x')").is_empty());
        assert!(found("crates/web/tests/a.js", "fetch('https://a.example')").is_empty());
        assert!(found("crates/web/src/lib.rs", "\"https://a.example\"").is_empty());
    }

    #[test]
    fn the_address_is_quoted_in_the_reason() {
        assert_eq!(
            external_in("<a href=\"https://a.example/b?c=d\">e</a>"),
            Some("https://a.example/b?c=d")
        );
        assert_eq!(external_in("https://é"), Some("https://é"));
    }
}
