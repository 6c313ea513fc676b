//! JSON in text columns: never filtered on, only kept.

use domain::{Error, Result};
use serde::{Serialize, de::DeserializeOwned};

use crate::Row;

/// The text to store.
pub(crate) fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("domain values have text keys and finite numbers")
}

/// Reads a stored text back.
pub(crate) fn from_json<T: DeserializeOwned>(row: &Row, column: &'static str) -> Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| Error::internal(format_args!("column {column}: {error}")))
}

/// The same for a column that may be null.
pub(crate) fn from_json_opt<T: DeserializeOwned>(row: &Row, column: &'static str) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| {
        serde_json::from_str(&text).map_err(|error| Error::internal(format_args!("column {column}: {error}")))
    })
    .transpose()
}

/// Reads a stored word back into its enum.
pub(crate) fn from_word<T>(row: &Row, column: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| Error::internal(format_args!("column {column}: unknown word {text:?}")))
}
