//! A text in one or several languages.

use std::collections::BTreeMap;

/// A text as its author wrote it: one for all, or one for each locale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocalText {
    default: String,
    locales: BTreeMap<String, String>,
}

impl LocalText {
    /// One text for every locale.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            default: text.into(),
            locales: BTreeMap::new(),
        }
    }

    /// Texts by locale; without a `default` the first by alphabet stands in.
    pub fn localised(mut locales: BTreeMap<String, String>) -> Self {
        let first = locales.values().next().cloned();
        let default = locales.remove("default").or(first).unwrap_or_default();
        Self { default, locales }
    }

    /// The text for a locale such as `de-AT`: its own, its language's, or the default.
    pub fn text(&self, locale: &str) -> &str {
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        let found = self.locales.get(locale).or_else(|| self.locales.get(language));
        found.unwrap_or(&self.default)
    }
}
