//! Applicants: the list, one's page, decisions and files.

use app::{ApplicantFilter, desk::Casefile};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Conflict, Error, Noun, Reason,
    applicant::{Applicant, ApplicantStatus},
    decision::{Decision, ReasonCode, Resubmission, Verdict},
    evidence::MediaType,
    officer::Role,
};
use serde::Deserialize;
use values::{ApplicantId, FileId, StepId};

use super::{
    item::{self, EventView, Item, ReasonView, Surroundings},
    officer,
    parts::{Action, Badge, Choice, Empty, Filters, Link, Moment, Notice, Paging, Pair, Select},
    problem::{Problem, html},
    queue::{cursor, cursor_text},
    shell::{Place, Shell},
    visit::{Fields, Post, Visit, link},
    words,
};

/// The list.
#[derive(Debug, Template)]
#[template(path = "console/applicants.html")]
pub struct ApplicantsPage {
    pub(super) shell: Shell,
    pub(super) note: String,
    pub(super) filters: Filters,
    pub(super) rows: Vec<ApplicantRow>,
    pub(super) paging: Paging,
    pub(super) empty: Empty,
}

/// One of the list.
#[derive(Debug)]
pub struct ApplicantRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) state: Badge,
    pub(super) flow: String,
    pub(super) external_id: String,
    pub(super) created_at: Moment,
    pub(super) updated_at: Moment,
}

/// One applicant.
#[derive(Debug, Template)]
#[template(path = "console/applicant.html")]
pub struct ApplicantPage {
    pub(super) shell: Shell,
    pub(super) actions: Vec<Action>,
    pub(super) item: Item,
    pub(super) is_in_queue: bool,
    pub(super) timeline: Vec<EventView>,
    pub(super) reasons: Vec<ReasonView>,
}

/// Somebody else was faster.
#[derive(Debug, Template)]
#[template(path = "console/conflict.html")]
pub struct ConflictPage {
    pub(super) shell: Shell,
    pub(super) reason: String,
    pub(super) theirs: Vec<Pair>,
    pub(super) yours: Vec<Pair>,
    pub(super) href: String,
}

/// So many on one page.
const ROWS_MAX: usize = 50;

/// What the list's address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    state: String,
    q: String,
    after: String,
}

impl Wish {
    fn filters(&self) -> Filters {
        let states = ApplicantStatus::ALL.map(|status| {
            let Badge(_, word) = words::applicant_status(status);
            Choice::new(status.as_str(), word)
        });
        let states = std::iter::once(Choice::new("", "All states"))
            .chain(states)
            .collect();
        Filters {
            action: Place::Applicants.href(),
            label: "Applicant filters",
            selects: vec![Select::new("state", "State", &self.state, states)],
            search: Some("Name, id, e-mail or phone"),
            query: self.q.clone(),
            is_active: !(self.state.is_empty() && self.q.is_empty()),
        }
    }

    fn link(&self, after: &str) -> String {
        link(
            Place::Applicants.href(),
            &[("state", &self.state), ("q", &self.q), ("after", after)],
        )
    }
}

/// `GET /console/applicants`.
pub async fn list(visit: Visit, Query(wish): Query<Wish>) -> Result<Response, Problem> {
    let filter = ApplicantFilter {
        statuses: ApplicantStatus::parse(&wish.state).into_iter().collect(),
        search: Some(wish.q.chars().take(200).collect()),
        is_oldest_first: false,
        after: cursor(&wish.after),
        limit: ROWS_MAX as i64 + 1,
    };
    let mut found = visit.app.desk_applicants(&visit.desk, filter).await?;
    let has_more = found.len() > ROWS_MAX;
    found.truncate(ROWS_MAX);
    let flows = visit.app.flows(visit.desk.tenant.id).await?;
    let next = found.last().filter(|_| has_more).map(|last| {
        let place = cursor_text(last.applicant.created_at, last.applicant.id);
        wish.link(&place)
    });
    let row = |applicant: &Applicant| {
        let flow = flows.iter().find(|flow| flow.id == applicant.flow_id);
        ApplicantRow {
            href: item::href(applicant),
            name: item::name(applicant),
            state: words::applicant_status(applicant.status),
            flow: flow.map(|flow| flow.definition.name.clone()).unwrap_or_default(),
            external_id: applicant.external_id.clone(),
            created_at: visit.moment(applicant.created_at),
            updated_at: visit.moment(applicant.updated_at),
        }
    };
    let rows: Vec<ApplicantRow> = found.iter().map(|summary| row(&summary.applicant)).collect();
    Ok(html(&ApplicantsPage {
        shell: visit.shell(Place::Applicants, "Applicants"),
        note: String::new(),
        filters: wish.filters(),
        paging: Paging {
            note: format!("{} shown", rows.len()),
            first: (!wish.after.is_empty()).then(|| wish.link("")),
            next,
        },
        empty: Empty::new(
            "Nobody is found",
            "Applicants are created through an API; the search looks at names, ids, e-mail and phone.",
        ),
        rows,
    }))
}

/// An applicant that was opened by an officer.
pub struct Opened {
    /// The view.
    pub item: Item,
    /// What happened.
    pub timeline: Vec<EventView>,
    /// Whether this officer holds it.
    pub is_mine: bool,
}

const fn awaits_decision(status: ApplicantStatus) -> bool {
    matches!(status, ApplicantStatus::InReview | ApplicantStatus::OnHold)
}

/// Opens an applicant: the look is logged, and what waits for a decision is held for this officer.
pub async fn open(visit: &Visit, id: ApplicantId) -> Result<Opened, Problem> {
    let Casefile {
        dossier,
        events,
        inquiries,
        same_person,
        hold,
        officers,
    } = visit.app.desk_casefile(&visit.desk, id).await?;
    let own_id = visit.desk.officer.id;
    let is_waiting = awaits_decision(dossier.applicant.status);
    let other = if is_waiting {
        visit.app.desk_hold(&visit.desk, id).await?
    } else {
        hold.filter(|hold| hold.officer_id != own_id)
    };
    let names = officers
        .iter()
        .map(|officer| (officer.id, officer.name.clone()))
        .collect();
    let around = Surroundings {
        flow: &dossier.flow.definition.name,
        officers: &names,
        files: &dossier.files,
        events: &events,
        inquiries: &inquiries,
        same_person: &same_person,
        hold: other.map(|hold| (hold.officer_id, hold.until)),
        now: visit.now,
    };
    Ok(Opened {
        item: Item::new(&dossier.applicant, &around, visit.is(Role::Senior)),
        timeline: item::timeline(&around),
        is_mine: is_waiting && other.is_none(),
    })
}

/// Reads an id out of an address.
pub fn parse_id<T>(parsed: Result<T, values::ParseError>, noun: Noun) -> Result<T, Problem> {
    parsed.map_err(|_| Error::NotFound(noun).into())
}

/// What a page is told about the form before it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// `GET /console/applicants/{id}`.
pub async fn page(
    visit: Visit,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let id = parse_id(ApplicantId::parse(&id), Noun::Applicant)?;
    let opened = open(&visit, id).await?;
    let release = Action::plain(
        format!("/console/applicants/{id}/release"),
        "Give back",
        opened.item.name.clone(),
    );
    let mut shell = visit.shell(Place::Applicants, opened.item.name.clone());
    if done.done == "decided" {
        let queue = Link::new(Place::Queue.href(), "Next in the queue");
        shell.notices.push(Notice {
            link: Some(queue),
            ..Notice::good("Recorded.")
        });
    }
    Ok(html(&ApplicantPage {
        shell,
        actions: opened.is_mine.then_some(release).into_iter().collect(),
        item: opened.item,
        is_in_queue: false,
        timeline: opened.timeline,
        reasons: item::reasons(),
    }))
}

/// `POST /console/applicants/{id}/release`.
pub async fn release(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    let id = parse_id(ApplicantId::parse(&id), Noun::Applicant)?;
    post.visit.app.desk_release(&post.visit.desk, id).await?;
    Ok(Redirect::to(Place::Queue.href()).into_response())
}

/// `GET /console/applicants/{id}/files/{file}`: pictures are shown, everything else is saved; nothing in them ever runs.
pub async fn file(visit: Visit, Path((id, file)): Path<(String, String)>) -> Result<Response, Problem> {
    let id = parse_id(ApplicantId::parse(&id), Noun::File)?;
    let file = parse_id(FileId::parse(&file), Noun::File)?;
    let (file, bytes) = visit.app.desk_file(&visit.desk, id, file).await?;
    let disposition = match file.media_type {
        MediaType::Jpeg => "inline".to_owned(),
        MediaType::Pdf => format!("attachment; filename=\"{}-{}.pdf\"", file.kind.as_str(), file.id),
    };
    let headers = [
        (header::CONTENT_TYPE, file.media_type.as_str().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
    ];
    Ok((headers, bytes).into_response())
}

struct Wanted {
    version: i64,
    verdict: Verdict,
    reason: Option<ReasonCode>,
}

/// The version of the applicant that was looked at.
fn version(fields: &Fields) -> Result<i64, Problem> {
    let version = fields.get("version").parse();
    Ok(version.map_err(|_| Error::invalid("version", Reason::Required))?)
}

fn wanted(fields: &Fields) -> Result<Wanted, Problem> {
    let version = version(fields)?;
    let verdict = match fields.get("decision") {
        "accept" => Verdict::Accept,
        "reject" => Verdict::Reject,
        "again" => Verdict::Resubmit,
        _ => return Err(Error::invalid("decision", Reason::Required).into()),
    };
    let reason = match fields.get("reason").trim() {
        "" => None,
        text => Some(reason(text).ok_or(Error::invalid("reason", Reason::Expected("one of the codes")))?),
    };
    Ok(Wanted {
        version,
        verdict,
        reason,
    })
}

/// A reason by its code or its two letters.
fn reason(text: &str) -> Option<ReasonCode> {
    let by_letters = |code: &ReasonCode| words::letters(*code).eq_ignore_ascii_case(text);
    ReasonCode::parse(text).or_else(|| ReasonCode::ALL.iter().copied().find(by_letters))
}

fn decision(wanted: &Wanted, fields: &Fields) -> Decision {
    Decision {
        verdict: wanted.verdict,
        reason: wanted.reason,
        public_comment: fields.text("public_comment"),
        internal_comment: fields.text("internal_comment"),
    }
}

/// `POST /console/applicants/{id}/steps/{step}/decision`.
pub async fn step_decide(Path((id, step)): Path<(String, String)>, post: Post) -> Result<Response, Problem> {
    let id = parse_id(ApplicantId::parse(&id), Noun::Applicant)?;
    let step = parse_id(StepId::parse(&step), Noun::Step)?;
    let wanted = wanted(&post.fields)?;
    let decision = decision(&wanted, &post.fields);
    let (app, desk) = (&post.visit.app, &post.visit.desk);
    let decided = app
        .desk_step_decide(desk, id, wanted.version, step, decision)
        .await;
    finished(&post, id, decided).await
}

/// `POST /console/applicants/{id}/decision`: approve, reject, ask for some steps again, or set aside.
pub async fn decide(Path(id): Path<String>, post: Post) -> Result<Response, Problem> {
    let id = parse_id(ApplicantId::parse(&id), Noun::Applicant)?;
    let (app, desk) = (&post.visit.app, &post.visit.desk);
    if post.fields.get("decision") == "aside" {
        let set_aside = app.desk_set_aside(desk, id, version(&post.fields)?).await;
        return finished(&post, id, set_aside).await;
    }
    let wanted = wanted(&post.fields)?;
    let decided = if wanted.verdict == Verdict::Resubmit {
        let steps = post
            .fields
            .all("step")
            .map(StepId::parse)
            .collect::<Result<Vec<_>, _>>();
        let wish = Resubmission {
            step_ids: parse_id(steps, Noun::Step)?,
            reason: wanted.reason.ok_or(Error::invalid("reason", Reason::Required))?,
            public_comment: post.fields.text("public_comment"),
        };
        app.desk_resubmission(desk, id, wanted.version, wish).await
    } else {
        app.desk_decide(desk, id, wanted.version, decision(&wanted, &post.fields))
            .await
    };
    if decided.is_ok() {
        app.desk_release(desk, id).await?;
    }
    finished(&post, id, decided).await
}

async fn finished(
    post: &Post,
    id: ApplicantId,
    decided: domain::Result<Applicant>,
) -> Result<Response, Problem> {
    match decided {
        Ok(_) => Ok(Redirect::to(&format!("/console/applicants/{id}?done=decided")).into_response()),
        Err(Error::Conflict(conflict @ (Conflict::Version | Conflict::Held))) => {
            conflict_page(post, id, conflict).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn conflict_page(post: &Post, id: ApplicantId, conflict: Conflict) -> Result<Response, Problem> {
    let visit = &post.visit;
    let casefile = visit.app.desk_casefile(&visit.desk, id).await?;
    let applicant = &casefile.dossier.applicant;
    let names = officer::by_id(&casefile.officers);
    let Badge(_, status) = words::applicant_status(applicant.status);
    let mut theirs = vec![Pair::new("State", status)];
    if let Some(review) = &applicant.review {
        let reviewer = review.reviewer.and_then(|id| names.get(&id).cloned());
        theirs.extend(reviewer.map(|name| Pair::new("By", name)));
        theirs.extend(review.reason.map(|reason| Pair::new("Reason", reason.label())));
        let comment = review.public_comment.clone();
        theirs.extend(comment.map(|text| Pair::new("For the applicant", text)));
    }
    let sent = [
        ("Decision", "decision"),
        ("Reason", "reason"),
        ("For the applicant", "public_comment"),
        ("Internal", "internal_comment"),
    ];
    let yours = sent.into_iter().filter_map(|(label, name)| {
        let text = post.fields.text(name)?;
        Some(Pair::new(label, text))
    });
    let page = ConflictPage {
        shell: visit.shell(Place::Queue, "Changed meanwhile"),
        reason: match conflict {
            Conflict::Held => "Another officer is working on this.".into(),
            _ => "Somebody else changed this while you were reading.".into(),
        },
        theirs,
        yours: yours.collect(),
        href: item::href(applicant),
    };
    Ok((StatusCode::CONFLICT, html(&page)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_found_by_code_and_by_letters() {
        assert_eq!(reason("glare"), Some(ReasonCode::Glare));
        assert_eq!(reason("gl"), Some(ReasonCode::Glare));
        assert_eq!(reason("nonsense"), None);
    }

    #[test]
    fn a_place_in_the_list_survives_its_address() {
        let id = ApplicantId::parse("0190a5b4-7c3e-7000-8000-000000000001").unwrap();
        let at = values::Timestamp::from_millis(1_751_630_477_228);
        assert_eq!(cursor(&cursor_text(at, id)), Some((at, id)));
        for text in ["", "1.", ".x", "x.0190a5b4-7c3e-7000-8000-000000000001"] {
            assert_eq!(cursor(text), None, "{text:?}");
        }
    }
}
