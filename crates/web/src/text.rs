//! The words of the pages in every language that the product ships, and the choice of one for a reader.
//!
//! Texts are Fluent files compiled in; English has every key and stands in where another language lacks one (a test
//! keeps that from happening). Values put into a sentence are wrapped in Unicode isolation marks, so that a name written
//! right to left does not turn the sentence around. Must not know any page, applicant or HTML: templates escape.

use std::{borrow::Borrow, fmt, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// A language that pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// Its tag, e.g. `de`.
    pub code: &'static str,
    /// Its own name for itself.
    pub name: &'static str,
    source: &'static str,
}

macro_rules! languages {
    ($($code:literal, $name:literal;)*) => {
        /// Every language, in the order of the menu. The first is the one that stands in for others.
        pub const LANGUAGES: &[Language] = &[$(Language {
            code: $code,
            name: $name,
            source: include_str!(concat!("../locales/", $code, ".ftl")),
        }),*];
    };
}

languages! {
    "en", "English";
    "de", "Deutsch";
    "fr", "Français";
    "es", "Español";
    "it", "Italiano";
    "ru", "Русский";
    "uk", "Українська";
    "ar", "العربية";
}

/// The texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| LANGUAGES.iter().copied().map(Texts::load).collect());

impl Language {
    /// The language for a tag such as `uk-UA` or `de`, if there is one.
    pub fn find(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES
            .iter()
            .copied()
            .find(|language| language.code.eq_ignore_ascii_case(primary))
    }

    /// The first that is known of: the reader's choice on the page, the link's language, what the browser prefers.
    /// English where none is.
    pub fn negotiate(chosen: Option<&str>, of_link: Option<&str>, accept_language: Option<&str>) -> Self {
        chosen
            .and_then(Self::find)
            .or_else(|| of_link.and_then(Self::find))
            .or_else(|| accept_language.and_then(preferred))
            .unwrap_or(LANGUAGES[0])
    }

    /// Its texts.
    pub fn texts(self) -> &'static Texts {
        TEXTS
            .iter()
            .find(|texts| texts.language == self)
            .unwrap_or(&TEXTS[0])
    }
}

/// The best known language of an `Accept-Language` header (RFC 9110, 12.5.4); at most 20 entries are looked at.
fn preferred(header: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for entry in header.split(',').take(20) {
        let (tag, weight) = entry.split_once(';').unwrap_or((entry, "q=1"));
        let weight = weight
            .trim()
            .strip_prefix("q=")
            .and_then(|text| text.parse::<f32>().ok());
        let weight = weight.filter(|weight| *weight > 0.0);
        if let (Some(weight), Some(language)) = (weight, Language::find(tag.trim()))
            && best.is_none_or(|(found, _)| weight > found)
        {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

impl Texts {
    fn load(language: Language) -> Self {
        let tag: LanguageIdentifier = language.code.parse().expect("the table holds valid tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        let resource =
            FluentResource::try_new(language.source.to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// The language of these texts.
    pub fn language(&self) -> Language {
        self.language
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> String {
        self.say("language-dir")
    }

    /// Whether this language has the key itself.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A text without values.
    pub fn say(&self, key: impl AsRef<str>) -> String {
        self.format(key.as_ref(), &FluentArgs::new())
    }

    /// A text with one text in it.
    pub fn with(&self, key: impl AsRef<str>, name: &str, text: impl fmt::Display) -> String {
        self.format(key.as_ref(), &FluentArgs::from_iter([(name, text_value(&text))]))
    }

    /// A text with two texts in it.
    pub fn with2(
        &self,
        key: impl AsRef<str>,
        name: &str,
        text: impl fmt::Display,
        other_name: &str,
        other_text: impl fmt::Display,
    ) -> String {
        let arguments = [(name, text_value(&text)), (other_name, text_value(&other_text))];
        self.format(key.as_ref(), &FluentArgs::from_iter(arguments))
    }

    /// A text with a number in it, in the plural form that the number asks for.
    pub fn count(&self, key: impl AsRef<str>, name: &str, number: impl Borrow<u32>) -> String {
        let number = FluentValue::from(*number.borrow());
        self.format(key.as_ref(), &FluentArgs::from_iter([(name, number)]))
    }

    /// A text with two numbers in it.
    pub fn count2(
        &self,
        key: impl AsRef<str>,
        name: &str,
        number: impl Borrow<u32>,
        other_name: &str,
        other_number: impl Borrow<u32>,
    ) -> String {
        let arguments = [
            (name, FluentValue::from(*number.borrow())),
            (other_name, FluentValue::from(*other_number.borrow())),
        ];
        self.format(key.as_ref(), &FluentArgs::from_iter(arguments))
    }

    fn format(&self, key: &str, arguments: &FluentArgs<'_>) -> String {
        let message = self.bundle.get_message(key);
        let Some(pattern) = message.and_then(|message| message.value()) else {
            let english = &TEXTS[0];
            return if self.language == english.language {
                key.to_owned()
            } else {
                english.format(key, arguments)
            };
        };
        let mut problems = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(arguments), &mut problems)
            .into_owned()
    }
}

fn text_value(text: &impl fmt::Display) -> FluentValue<'static> {
    FluentValue::String(text.to_string().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Key → (variables, plural forms) as the file says.
    fn entries(source: &str) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
        let mut found = BTreeMap::new();
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with([' ', '}'])) {
                key = name.to_owned();
                assert!(
                    found.insert(key.clone(), Default::default()).is_none(),
                    "{key} twice"
                );
            }
            let Some((variables, forms)): Option<&mut (BTreeSet<String>, BTreeSet<String>)> =
                found.get_mut(&key)
            else {
                continue;
            };
            let names = line.split('$').skip(1).map(|rest| {
                rest.split(|character: char| !character.is_alphanumeric())
                    .next()
                    .unwrap()
                    .to_owned()
            });
            variables.extend(names);
            let form = line.trim_start_matches([' ', '*']).strip_prefix('[');
            forms.extend(form.map(|rest| rest.split(']').next().unwrap().to_owned()));
        }
        found
    }

    #[test]
    fn every_language_has_every_key_with_its_variables_and_plurals() {
        let english = entries(LANGUAGES[0].source);
        assert!(english.len() > 200);
        for language in LANGUAGES {
            assert!(
                FluentResource::try_new(language.source.to_owned()).is_ok(),
                "{}",
                language.code
            );
            let forms: BTreeSet<String> = match language.code {
                "ru" | "uk" => &["one", "few", "many", "other"][..],
                "ar" => &["zero", "one", "two", "few", "many", "other"],
                _ => &["one", "other"],
            }
            .iter()
            .map(|form| (*form).to_owned())
            .collect();
            let own = entries(language.source);
            assert_eq!(
                own.keys().collect::<Vec<_>>(),
                english.keys().collect::<Vec<_>>(),
                "{}",
                language.code
            );
            for (key, (variables, plural)) in &own {
                assert_eq!(*variables, english[key].0, "{} {key}", language.code);
                let expected = if english[key].1.is_empty() {
                    BTreeSet::new()
                } else {
                    forms.clone()
                };
                assert_eq!(*plural, expected, "{} {key}", language.code);
            }
        }
    }

    #[test]
    fn every_reason_and_refusal_has_its_sentence() {
        for reason in domain::decision::ReasonCode::ALL {
            assert!(TEXTS[0].has(&format!("reason-{}", reason.as_str())), "{reason:?}");
        }
    }

    #[test]
    fn the_language_is_the_readers_choice_then_the_links_then_the_browsers() {
        let code = |chosen, link, header| Language::negotiate(chosen, link, header).code;
        assert_eq!(code(Some("fr"), Some("de"), Some("it")), "fr");
        assert_eq!(code(Some("xx"), Some("uk-UA"), Some("it")), "uk");
        assert_eq!(code(None, None, Some("xx, es;q=0.5, AR-eg;q=0.8, en;q=0")), "ar");
        assert_eq!(code(None, Some(""), Some(";;;q=,,\u{0}")), "en");
    }

    #[test]
    fn plurals_follow_the_language_and_values_are_isolated() {
        let (english, russian) = (Language::find("en").unwrap(), Language::find("ru").unwrap());
        let one = english.texts().count("tries-left", "tries", 1);
        let two = english.texts().count("tries-left", "tries", 2);
        assert_eq!(one.replace(['\u{2068}', '\u{2069}'], ""), "You have 1 try left.");
        assert_eq!(
            two.replace(['\u{2068}', '\u{2069}'], ""),
            "You have 2 tries left."
        );
        assert_ne!(
            russian.texts().count("tries-left", "tries", 2).replace('2', "5"),
            russian.texts().count("tries-left", "tries", 5)
        );
        let title = english.texts().with("consent-title", "tenant", "بنك");
        assert!(title.starts_with("\u{2068}بنك\u{2069} asks"), "{title}");
    }
}
