//! What goes into a statement and comes out of a row: five kinds that both engines keep alike.

use domain::{Error, Result};
use values::{Country, EmailAddress, PartialDate, PhoneNumber, Timestamp};

/// One value of a column or parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// SQL's NULL, of any type.
    Null,
    /// TEXT, without NUL characters: PostgreSQL keeps none.
    Text(String),
    /// BIGINT: numbers, flags as 0 and 1, instants as milliseconds.
    Integer(i64),
    /// DOUBLE PRECISION; NaN is refused, since SQLite would keep NULL for it.
    Real(f64),
    /// BYTEA.
    Bytes(Vec<u8>),
}

impl Value {
    /// Refuses what one of the engines would not keep as it is.
    pub(super) fn check(&self) -> Result<()> {
        match self {
            Self::Text(text) if text.contains('\0') => {
                Err(Error::invalid("text", values::TextProblem::Control))
            }
            Self::Real(number) if number.is_nan() => {
                Err(Error::invalid("number", domain::Reason::Expected("a number")))
            }
            _ => Ok(()),
        }
    }

    /// The kind in SQL's words, for a message.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "NULL",
            Self::Text(_) => "TEXT",
            Self::Integer(_) => "BIGINT",
            Self::Real(_) => "DOUBLE PRECISION",
            Self::Bytes(_) => "BYTEA",
        }
    }
}

/// What a column can be read as.
pub trait FromValue: Sized {
    /// Reads `value`.
    ///
    /// # Errors
    /// `Internal` when it holds something else: the statement and the code disagree, or the stored text is damaged.
    fn from_value(value: &Value) -> Result<Self>;
}

/// Writes the value of a parameter list: `params![tenant, name, Some(5)]` is `&[Value; 3]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] };
}

macro_rules! into_value {
    ($($type:ty, $name:ident => $value:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($name: $type) -> Self {
                $value
            }
        }
    )*};
}

into_value! {
    &str, text => Self::Text(text.to_owned());
    String, text => Self::Text(text);
    &String, text => Self::Text(text.clone());
    i64, number => Self::Integer(number);
    i32, number => Self::Integer(number.into());
    u32, number => Self::Integer(number.into());
    // A count of things in memory is never near i64::MAX, where this would stop counting.
    usize, number => Self::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    bool, flag => Self::Integer(flag.into());
    f64, number => Self::Real(number);
    Vec<u8>, bytes => Self::Bytes(bytes);
    &[u8], bytes => Self::Bytes(bytes.to_vec());
    Timestamp, instant => Self::Integer(instant.as_millis());
    PartialDate, date => Self::Text(date.to_string());
    Country, country => Self::Text(country.alpha2().to_owned());
    EmailAddress, address => Self::Text(address.into());
    &EmailAddress, address => Self::Text(address.as_str().to_owned());
    PhoneNumber, number => Self::Text(number.into());
    &PhoneNumber, number => Self::Text(number.as_str().to_owned());
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

fn mismatch<T>(wanted: &str, value: &Value) -> Result<T> {
    Err(Error::Internal(format!(
        "{wanted} wanted, {} found",
        value.kind()
    )))
}

/// Types that are kept as they are.
macro_rules! plain {
    ($($type:ty, $variant:ident, $wanted:literal;)*) => {$(
        impl FromValue for $type {
            fn from_value(value: &Value) -> Result<Self> {
                match value {
                    Value::$variant(inner) => Ok(inner.clone()),
                    other => mismatch($wanted, other),
                }
            }
        }
    )*};
}

plain! {
    String, Text, "TEXT";
    i64, Integer, "BIGINT";
    f64, Real, "DOUBLE PRECISION";
    Vec<u8>, Bytes, "BYTEA";
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Result<Self> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Result<Self> {
        match value {
            Value::Integer(0) => Ok(false),
            Value::Integer(1) => Ok(true),
            other => mismatch("a flag, 0 or 1,", other),
        }
    }
}

impl FromValue for u32 {
    fn from_value(value: &Value) -> Result<Self> {
        match value {
            Value::Integer(number) => Self::try_from(*number).map_err(Error::internal),
            other => mismatch("BIGINT", other),
        }
    }
}

impl FromValue for Timestamp {
    fn from_value(value: &Value) -> Result<Self> {
        i64::from_value(value).map(Self::from_millis)
    }
}

/// Types that are kept as the text they print and parse.
macro_rules! parsed {
    ($($type:ty),* $(,)?) => {$(
        impl FromValue for $type {
            fn from_value(value: &Value) -> Result<Self> {
                match value {
                    Value::Text(text) => Self::parse(text).map_err(Error::internal),
                    other => mismatch("TEXT", other),
                }
            }
        }
    )*};
}
parsed!(Country, EmailAddress, PartialDate, PhoneNumber);

macro_rules! ids {
    ($($id:ident),* $(,)?) => {
        parsed!($(values::$id),*);
        $(impl From<values::$id> for Value {
            fn from(id: values::$id) -> Self {
                Self::Text(id.to_string())
            }
        })*
    };
}
ids!(
    TenantId,
    CredentialId,
    EndpointId,
    FlowId,
    QuestionnaireId,
    ApplicantId,
    StepId,
    FileId,
    SessionId,
    CodeId,
    EventId,
    DeliveryId,
    JobId,
    MailId,
    OfficerId,
    InquiryId,
    PersonId,
);
