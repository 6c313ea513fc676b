//! What stands behind the question mark of a call that reads: bounded values, or nothing at all.
//!
//! A key that is given twice, is empty or has an unusable value spoils the call; keys that mean nothing are ignored. The two
//! `nextpage` keys may both be empty, as clients send them for the first page.

use axum::{extract::Query, http::Uri};
use values::{EmailAddress, PartialDate, Timestamp};

/// Most submissions of one list.
pub const COUNT_MAX: u32 = 2_000;
/// Longest id of a client or of ours.
const ID_CHARACTERS_MAX: usize = 255;
const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);

/// The query is not usable: HTTP 400.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusable;

/// Which parts of a submission an answer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestType {
    Kyc,
    Aml,
    Data,
    Others,
}

/// Which submissions are asked for; everything that is set must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListQuery {
    /// The one with this id.
    pub submission_id: Option<String>,
    /// Those with the client's own id of the person.
    pub userid: Option<String>,
    /// Those with this mail address.
    pub email: Option<EmailAddress>,
    /// At most so many.
    pub count: Option<u32>,
    /// Those behind this place of an earlier page: instant and id.
    pub after: Option<(Timestamp, String)>,
    /// Made at or after.
    pub from: Option<Timestamp>,
    /// Made before.
    pub until: Option<Timestamp>,
    /// Which parts are shown; absent shows everything.
    pub request_type: Option<RequestType>,
}

impl ListQuery {
    /// Reads the query of `GET /v3/submission`.
    ///
    /// # Errors
    /// [`Unusable`].
    pub fn parse(uri: &Uri) -> Result<Self, Unusable> {
        let mut pairs = Pairs::parse(uri)?;
        let (next_id, next_date) = (pairs.take("nextpage_id")?, pairs.take("nextpage_date")?);
        let query = Self {
            submission_id: pairs.id("submission_id")?,
            userid: pairs.id("userid")?,
            email: pairs.read("email", |text| EmailAddress::parse(text).ok())?,
            count: pairs.read("count", count)?,
            after: place(next_id, next_date)?,
            from: pairs.read("start_date", day)?,
            until: pairs.read("end_date", day)?.map(|day| day.plus(DAY)),
            request_type: pairs.read("request_type", request_type)?,
        };
        match (query.from, query.until) {
            (Some(from), Some(until)) if until <= from => Err(Unusable),
            _ => Ok(query),
        }
    }
}

/// Reads the one id that a call cannot do without.
///
/// # Errors
/// [`Unusable`] when it is missing, too.
pub fn required_id(uri: &Uri, key: &str) -> Result<String, Unusable> {
    Pairs::parse(uri)?.id(key)?.ok_or(Unusable)
}

/// Every key with its value.
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads an address.
    ///
    /// # Errors
    /// [`Unusable`] for what cannot be decoded.
    pub fn parse(uri: &Uri) -> Result<Self, Unusable> {
        let Query(pairs) = Query::try_from_uri(uri).map_err(|_| Unusable)?;
        Ok(Self(pairs))
    }

    /// Takes pairs that came in another way.
    pub const fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// What was not taken.
    pub fn into_inner(self) -> Vec<(String, String)> {
        self.0
    }

    /// These, and where they are silent, those of `base`.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        let silent = |(key, _): &(String, String)| !self.0.iter().any(|(own, _)| own == key);
        let more: Vec<_> = base.0.into_iter().filter(silent).collect();
        Self([self.0, more].concat())
    }

    /// Takes the value of a key, empty or not.
    ///
    /// # Errors
    /// [`Unusable`] when it stands there twice.
    pub fn take(&mut self, key: &str) -> Result<Option<String>, Unusable> {
        let mut values = self
            .0
            .extract_if(.., |(name, _)| name == key)
            .map(|(_, value)| value);
        let first = values.next();
        match values.next() {
            Some(_) => Err(Unusable),
            None => Ok(first),
        }
    }

    /// Takes the value of a key where it is usable.
    ///
    /// # Errors
    /// [`Unusable`] where it is not.
    pub fn read<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Unusable> {
        self.take(key)?
            .map(|text| read(&text).ok_or(Unusable))
            .transpose()
    }

    /// Takes a bounded text.
    ///
    /// # Errors
    /// [`Unusable`] where it is empty, long or has control characters.
    pub fn id(&mut self, key: &str) -> Result<Option<String>, Unusable> {
        self.read(key, bounded_id)
    }
}

fn bounded_id(text: &str) -> Option<String> {
    values::bounded_text(text, ID_CHARACTERS_MAX).ok()
}

fn count(text: &str) -> Option<u32> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let count = text.parse().ok().filter(|_| is_plain)?;
    (1..=COUNT_MAX).contains(&count).then_some(count)
}

fn request_type(text: &str) -> Option<RequestType> {
    match text {
        "kyc" => Some(RequestType::Kyc),
        "aml" => Some(RequestType::Aml),
        "data" => Some(RequestType::Data),
        "others" => Some(RequestType::Others),
        _ => None,
    }
}

/// The first instant of a day that is written `YYYYMMDD` or `YYYY-MM-DD`, in UTC.
fn day(text: &str) -> Option<Timestamp> {
    let dashed = match text.len() {
        8 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
        }
        _ => text.to_owned(),
    };
    let date = PartialDate::parse(&dashed)
        .ok()
        .filter(|date| date.is_complete())?;
    Timestamp::parse(&format!("{date}T00:00:00Z")).ok()
}

/// Where a page begins: both keys of the page before, or neither.
fn place(id: Option<String>, date: Option<String>) -> Result<Option<(Timestamp, String)>, Unusable> {
    match (id, date) {
        (None, None) => Ok(None),
        (Some(id), Some(date)) if id.is_empty() && date.is_empty() => Ok(None),
        (Some(id), Some(date)) => {
            let id = bounded_id(&id).ok_or(Unusable)?;
            let at = Timestamp::parse(&date).map_err(|_| Unusable)?;
            Ok(Some((at, id)))
        }
        _ => Err(Unusable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<ListQuery, Unusable> {
        let query = query.replace(' ', "%20");
        ListQuery::parse(&format!("/v3/submission?{query}").parse().unwrap())
    }

    fn at(text: &str) -> Option<Timestamp> {
        Some(Timestamp::parse(text).unwrap())
    }

    #[test]
    fn every_filter_is_read_alone_and_together() {
        assert_eq!(parse(""), Ok(ListQuery::default()));
        let query = parse(
            "submission_id=gt7rcxx9l1o12345&userid=test%201&email=A%2Bb@example.org&count=2000&request_type=kyc\
             &nextpage_id=abc&nextpage_date=2022-04-07T00:30:35.919Z&start_date=20220401&end_date=2022-04-30&other=1&other=2",
        )
        .unwrap();
        assert_eq!(query.submission_id.as_deref(), Some("gt7rcxx9l1o12345"));
        assert_eq!(query.userid.as_deref(), Some("test 1"));
        assert_eq!(query.email, EmailAddress::parse("A+b@example.org").ok());
        assert_eq!(
            (query.count, query.request_type),
            (Some(2_000), Some(RequestType::Kyc))
        );
        assert_eq!(
            query.after,
            at("2022-04-07T00:30:35.919Z").map(|at| (at, "abc".to_owned()))
        );
        assert_eq!(query.from, at("2022-04-01T00:00:00Z"));
        assert_eq!(query.until, at("2022-05-01T00:00:00Z"));
        let one_day = parse("start_date=20240229&end_date=20240229").unwrap();
        assert_eq!(one_day.until, at("2024-03-01T00:00:00Z"));
        let first_page = parse("nextpage_id=&nextpage_date=").unwrap();
        assert_eq!(first_page.after, None);
    }

    #[test]
    fn unusable_values_spoil_the_call() {
        let long = format!("submission_id={}", "x".repeat(256));
        for query in [
            "count=0",
            "count=2001",
            "count=-1",
            "count=+5",
            "count=1.5",
            "count=",
            "count=99999999999999999999",
            "count=1&count=1",
            "userid=",
            "userid=1&userid=2",
            "submission_id=",
            "submission_id=a%00b",
            &long,
            "email=nobody",
            "email=",
            "request_type=KYC",
            "request_type=",
            "start_date=20230229",
            "start_date=2023-13-01",
            "start_date=2023",
            "start_date=2023-01",
            "start_date=01022023",
            "start_date=20230201&end_date=20230131",
            "end_date=tomorrow",
            "nextpage_id=abc",
            "nextpage_date=2022-04-07T00:30:35.919Z",
            "nextpage_id=abc&nextpage_date=",
            "nextpage_id=abc&nextpage_date=20220407",
            "nextpage_id=&nextpage_date=2022-04-07T00:30:35.919Z",
        ] {
            assert_eq!(parse(query), Err(Unusable), "{query}");
        }
    }

    #[test]
    fn one_id_is_asked_for_and_needed() {
        let read = |query: &str| required_id(&format!("/?{query}").parse().unwrap(), "applicant_id");
        assert_eq!(read("applicant_id=a1"), Ok("a1".to_owned()));
        for query in [
            "",
            "applicant_id=",
            "applicant_id=1&applicant_id=1",
            "applicantId=1",
        ] {
            assert_eq!(read(query), Err(Unusable), "{query}");
        }
    }
}
