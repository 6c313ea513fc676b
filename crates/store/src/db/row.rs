//! One row of an answer: values by column name.

use std::sync::Arc;

use domain::{Error, Result};

use super::value::{FromValue, Value};

/// The column names of an answer, shared by its rows.
pub(super) type Columns = Arc<[Box<str>]>;

/// One row of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    columns: Columns,
    values: Vec<Value>,
}

impl Row {
    pub(super) fn new(columns: Columns, values: Vec<Value>) -> Self {
        Self { columns, values }
    }

    /// The value of `column`.
    ///
    /// # Errors
    /// `Internal` when there is no such column or it holds something else; the text names the column, not what it holds.
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T> {
        let place = self.columns.iter().position(|name| &**name == column);
        let value = place.and_then(|place| self.values.get(place));
        let value = value.ok_or_else(|| Error::Internal(format!("the row has no column {column}")))?;
        T::from_value(value).map_err(|error| match error {
            Error::Internal(cause) => Error::Internal(format!("column {column}: {cause}")),
            other => other,
        })
    }
}
