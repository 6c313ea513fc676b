//! Reads a posted form, however large or broken, within bounds. Must not know what the form is for.

use axum::extract::{Multipart, multipart::MultipartRejection};
use bytes::Bytes;

/// Largest file in bytes; the same as the intake's.
pub const FILE_BYTES_MAX: usize = app::evidence::UPLOAD_BYTES_MAX;
/// Most bytes of a whole form with its files.
pub const FORM_BYTES_MAX: usize = 3 * FILE_BYTES_MAX + TEXT_BYTES_MAX;
const TEXT_BYTES_MAX: usize = 1024 * 1024;
const FIELDS_MAX: usize = 5_000;
const NAME_CHARACTERS_MAX: usize = 200;

/// A form that arrived whole.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    /// The files that were chosen; an input left empty is not among them.
    pub files: Vec<Upload>,
}

/// One file of a form.
#[derive(Debug)]
pub struct Upload {
    /// The input's name.
    pub field: String,
    /// What the sender calls the file.
    pub name: String,
    /// Its bytes, or nothing where there were more than [`FILE_BYTES_MAX`].
    pub bytes: Option<Vec<u8>>,
}

/// Why a form could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormProblem {
    /// It stops before its end.
    Incomplete,
    /// More than any of our forms holds.
    TooLarge,
}

impl Form {
    /// Reads the whole body. What is over a file's limit is read on and dropped, so that the sender hears the answer.
    ///
    /// # Errors
    /// [`FormProblem`].
    pub async fn read(body: Result<Multipart, MultipartRejection>) -> Result<Self, FormProblem> {
        let mut body = body.map_err(|_| FormProblem::Incomplete)?;
        let mut form = Self::default();
        let (mut text_bytes, mut kept_bytes) = (0, 0);
        while let Some(mut part) = body.next_field().await.map_err(|error| problem(&error))? {
            if form.fields.len() + form.files.len() >= FIELDS_MAX {
                return Err(FormProblem::TooLarge);
            }
            let field: String = part
                .name()
                .unwrap_or_default()
                .chars()
                .take(NAME_CHARACTERS_MAX)
                .collect();
            let file_name = part.file_name().map(safe_name);
            let room = match file_name {
                Some(_) => FILE_BYTES_MAX.min(FORM_BYTES_MAX - kept_bytes),
                None => TEXT_BYTES_MAX - text_bytes,
            };
            let mut bytes = Some(Vec::new());
            while let Some(chunk) = part.chunk().await.map_err(|error| problem(&error))? {
                bytes = bytes.filter(|kept| kept.len() + chunk.len() <= room);
                if let Some(kept) = &mut bytes {
                    kept.extend_from_slice(&chunk);
                }
            }
            match (file_name, bytes) {
                (Some(name), bytes) => {
                    kept_bytes += bytes.as_ref().map_or(0, Vec::len);
                    let is_left_empty = name.is_empty() && bytes.as_ref().is_some_and(Vec::is_empty);
                    if !is_left_empty {
                        form.files.push(Upload { field, name, bytes });
                    }
                }
                (None, Some(bytes)) => {
                    text_bytes += bytes.len();
                    form.fields.push((field, text(bytes)));
                }
                (None, None) => return Err(FormProblem::TooLarge),
            }
        }
        Ok(form)
    }

    /// The first value of a field, without the spaces around it; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        let found = self.fields.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// Every value of a field.
    pub fn all<'form>(&'form self, field: &'form str) -> impl Iterator<Item = &'form str> {
        self.fields
            .iter()
            .filter(move |(name, _)| name == field)
            .map(|(_, value)| value.as_str())
    }

    #[cfg(test)]
    pub(crate) fn of(fields: &[(&str, &str)]) -> Self {
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Self {
            fields,
            files: Vec::new(),
        }
    }
}

fn problem(error: &axum::extract::multipart::MultipartError) -> FormProblem {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        FormProblem::TooLarge
    } else {
        FormProblem::Incomplete
    }
}

/// Text as browsers send it, with the line ends of forms made plain.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&Bytes::from(bytes)).replace("\r\n", "\n")
}

/// The last part of a path, without control characters, bounded.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|character| !character.is_control())
        .take(NAME_CHARACTERS_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        body::Body,
        extract::{DefaultBodyLimit, FromRequest},
        http::Request,
    };

    async fn read(body: impl Into<Body>) -> Result<Form, FormProblem> {
        let request = Request::post("/")
            .header("content-type", "multipart/form-data; boundary=X")
            .body(body.into())
            .unwrap();
        Form::read(Multipart::from_request(request, &()).await).await
    }

    fn part(head: &str, content: &str) -> String {
        format!("--X\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    }

    #[tokio::test]
    async fn fields_and_files_arrive_and_paths_do_not() {
        let body = part(r#"name="a""#, " one\r\ntwo ")
            + &part(r#"name="a""#, "second")
            + &part(r#"name="file"; filename="..\..\x/y.png""#, "bytes")
            + &part(r#"name="empty"; filename="""#, "")
            + "--X--\r\n";
        let form = read(body).await.unwrap();
        assert_eq!(form.text("a"), "one\ntwo");
        assert_eq!(form.all("a").count(), 2);
        assert_eq!(form.files.len(), 1);
        assert_eq!(form.files[0].name, "y.png");
        assert_eq!(form.files[0].bytes.as_deref(), Some(&b"bytes"[..]));
    }

    #[tokio::test]
    async fn a_cut_body_is_incomplete_at_every_byte() {
        let whole = part(r#"name="file"; filename="a.png""#, "bytes") + "--X--\r\n";
        for length in 0..whole.len() - 4 {
            let cut = read(whole[..length].to_owned()).await;
            assert_eq!(cut.unwrap_err(), FormProblem::Incomplete, "{length}");
        }
    }

    #[tokio::test]
    async fn an_oversized_file_is_named_but_not_kept_and_too_much_text_is_refused() {
        let large = "x".repeat(FILE_BYTES_MAX + 1);
        let body = part(r#"name="file"; filename="a.png""#, &large) + "--X--\r\n";
        let mut request = Request::post("/")
            .header("content-type", "multipart/form-data; boundary=X")
            .body(Body::from(body))
            .unwrap();
        DefaultBodyLimit::max(FORM_BYTES_MAX).apply(&mut request);
        let form = Form::read(Multipart::from_request(request, &()).await)
            .await
            .unwrap();
        assert!(form.files[0].bytes.is_none());
        let text = part(r#"name="a""#, &"x".repeat(TEXT_BYTES_MAX + 1)) + "--X--\r\n";
        assert_eq!(read(text).await.unwrap_err(), FormProblem::TooLarge);
    }

    #[tokio::test]
    async fn another_kind_of_body_is_no_form() {
        let request = Request::post("/")
            .header("content-type", "text/plain")
            .body(Body::from("a=b"))
            .unwrap();
        let read = Form::read(Multipart::from_request(request, &()).await).await;
        assert_eq!(read.unwrap_err(), FormProblem::Incomplete);
    }
}
