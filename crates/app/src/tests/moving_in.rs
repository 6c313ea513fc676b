//! Moving in: old ids go on working, nothing is told twice or to anybody, a wrong line harms no other.

use std::path::Path;

use domain::{
    applicant::ApplicantStatus,
    decision::ReasonCode,
    evidence::FileKind,
    flow::Service,
    step::{DocumentKind, StepInput, StepStatus},
};
use serde_json::{Value, json};
use store::{ListingFilter, on_both};
use tempfile::TempDir;
use values::{ApplicantId, PersonId};

use super::{House, bytes_below, picture};
use crate::{
    Dossier,
    moving_in::{Folder, Moved, MovingReport, foreign_person},
    webhook::NewEndpoint,
};

const OLD_ID: &str = "7c0ffee0-1111-4222-8333-444455556666";
const PERSON: &str = "7c0ffee0-aaaa-4bbb-8ccc-ddddeeeeffff";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n\
xref\n0 4\ntrailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n180\n%%EOF\n";

/// An approved applicant with everything that a line can say.
fn approved() -> Value {
    json!({
        "api": "argos", "id": OLD_ID, "externalId": "sub-1", "clientReference": "user-7",
        "metadata": {"cf1": "red", "cf2": {"b": 1, "a": 2}}, "supplied": {"firstName": "Olena"},
        "flow": "papers", "email": "olena@old.example", "phone": "+380 44 123 45 67", "language": "uk",
        "details": {"givenNames": "Olena", "surname": "Franko", "birthOn": "1990-02-03", "gender": "F",
            "nationality": "Ukraine", "address": {"city": "Lviv", "flatNumber": "4"},
            "document": {"kind": "passport", "issuingCountry": "UKR", "number": "FE123456"}},
        "status": "approved",
        "decision": {"publicComment": "Welcome.", "internalComment": "Looked twice.",
            "decidedAt": "2024-03-02T10:00:00Z", "by": "Ann"},
        "createdAt": "2024-03-01T09:00:00Z", "submittedAt": "2024-03-01T09:30:00Z",
        "tries": [
            {"service": "document", "at": "2024-03-01T09:10:00Z",
                "refusal": {"reason": "glare", "comment": "Tilt it.", "at": "2024-03-01T09:12:00Z"}},
            {"service": "document", "at": "2024-03-01T09:20:00Z"},
            {"service": "selfie", "at": "2024-03-01T09:25:00Z"},
        ],
        "personId": PERSON,
        "files": [
            {"kind": "document_front", "path": "1/front.jpg", "givenAt": "2024-03-01T09:20:00Z"},
            {"kind": "selfie", "path": "1/face.jpg", "givenAt": "2024-03-01T09:25:00Z"},
            {"kind": "additional_document", "path": "1/bill.pdf", "givenAt": "2024-03-01T09:26:00Z",
                "reference": "req-1", "title": "A bill"},
        ],
    })
}

/// The shortest line.
fn short(external_id: &str) -> Value {
    json!({"api": "allpass", "externalId": external_id, "flow": "papers", "status": "created",
        "createdAt": "2024-03-01T09:00:00Z"})
}

/// The line with something else in it; null takes it away.
fn but(mut line: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        line[name] = value.clone();
    }
    line
}

fn papers() -> (TempDir, Folder) {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("1")).unwrap();
    for (name, bytes) in [
        ("1/front.jpg", picture()),
        ("1/face.jpg", picture()),
        ("1/bill.pdf", PDF.to_vec()),
        ("1/poem.txt", b"no evidence".to_vec()),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let files = Folder::try_new(folder.path()).unwrap();
    (folder, files)
}

/// A house with the flow that the lines name.
async fn house(db: store::testing::TestDb) -> House {
    let house = House::on(db).await;
    house
        .flow("papers", &[Service::Email, Service::Document, Service::Selfie])
        .await;
    house
}

async fn move_in(house: &House, line: &Value, files: Option<&Folder>) -> Moved {
    let text = line.to_string();
    let moved = house
        .app
        .applicant_move_in(house.tenant.id, text.as_bytes(), files, false);
    moved.await.unwrap()
}

fn id(moved: &Moved) -> ApplicantId {
    match moved {
        Moved::In { id, .. } | Moved::Known(id) => *id,
        Moved::Refused(why) => panic!("{why}"),
    }
}

async fn dossier(house: &House, reference: &str) -> Dossier {
    house
        .app
        .applicant_dossier(&house.caller, reference)
        .await
        .unwrap()
}

on_both! {
    async fn old_ids_go_on_working_with_all_that_belongs_to_them(db: TestDb) {
        let house = house(db).await;
        let (_kept, files) = papers();
        let moved = move_in(&house, &approved(), Some(&files)).await;
        assert_eq!(moved, Moved::In { id: ApplicantId::parse(OLD_ID).unwrap(), note: None });
        let by_id = dossier(&house, OLD_ID).await;
        let by_name = dossier(&house, "sub-1").await;
        assert_eq!(by_id, by_name);
        let applicant = &by_id.applicant;
        assert_eq!(applicant.status, ApplicantStatus::Approved);
        assert_eq!(applicant.created_at.to_string(), "2024-03-01T09:00:00.000Z");
        assert_eq!(applicant.submitted_at.unwrap().to_string(), "2024-03-01T09:30:00.000Z");
        assert_eq!(applicant.updated_at.to_string(), "2024-03-02T10:00:00.000Z");
        let review = applicant.review.as_ref().unwrap();
        assert_eq!(review.decided_at_client.as_deref(), Some("Ann"));
        assert_eq!(review.public_comment.as_deref(), Some("Welcome."));
        assert_eq!(applicant.person.known().name().as_deref(), Some("Olena Franko"));
        assert_eq!(applicant.person.stated.address.flat_number.as_deref(), Some("4"));
        assert_eq!(applicant.origin.metadata["cf2"], json!({"b": 1, "a": 2}));
        assert_eq!(applicant.supplied["firstName"], "Olena");
        assert_eq!(applicant.history.tries.len(), 3);
        let refusal = applicant.history.tries[0].refusal.as_ref().unwrap();
        assert_eq!((refusal.reason, refusal.comment.as_deref()), (ReasonCode::Glare, Some("Tilt it.")));

        let step = |service| applicant.steps.iter().find(|step| step.service == service).unwrap();
        let document = step(Service::Document);
        assert_eq!((document.status, document.attempts), (StepStatus::Accepted, 2));
        let StepInput::Document { country, document, front, .. } = &document.input else { panic!() };
        assert_eq!(country.unwrap().alpha3(), "UKR");
        assert_eq!(*document, Some(DocumentKind::Passport));
        let asked = step(Service::AdditionalDocument).request.clone().unwrap();
        assert_eq!((asked.reference.as_str(), asked.title.as_str()), ("req-1", "A bill"));
        assert_eq!(by_id.files.len(), 3);
        let file = by_id.files.iter().find(|file| Some(file.id) == *front).unwrap();
        assert_eq!(file.kind, FileKind::DocumentFront);
        assert_eq!(file.created_at.to_string(), "2024-03-01T09:20:00.000Z");
        assert_eq!(by_id.pictures.len(), 2, "unsealed again");
    }

    async fn clients_names_and_persons_are_found(db: TestDb) {
        let house = house(db).await;
        let (_kept, files) = papers();
        move_in(&house, &approved(), Some(&files)).await;
        let other = but(approved(), json!({"id": null, "externalId": "sub-2", "files": [],
            "personId": "argos-person-9"}));
        let tenant_id = house.tenant.id;
        let mapped = foreign_person(tenant_id, "argos-person-9");
        let moved = move_in(&house, &other, None).await;
        let Moved::In { note: Some(note), .. } = moved else { panic!("{moved:?}") };
        assert!(note.contains(&mapped.to_string()), "{note}");
        assert_ne!(foreign_person(house.caller.tenant.id, "argos-person-8"), mapped);
        let same = but(other.clone(), json!({"externalId": "sub-3"}));
        move_in(&house, &same, None).await;
        let (persons, listed) = house
            .db
            .read(move |tx| {
                let person = |id| tx.applicants_of_person(tenant_id, id).map(|found| found.len());
                let persons = [PersonId::parse(PERSON).unwrap(), mapped].map(person);
                let filter = ListingFilter {
                    client_reference: Some("user-7".into()),
                    limit: 10,
                    ..ListingFilter::default()
                };
                Ok((persons, tx.listing(tenant_id, &filter)?))
            })
            .await
            .unwrap();
        assert_eq!(persons, [Ok(1), Ok(2)]);
        assert_eq!(listed.len(), 3);
    }

    async fn the_same_line_is_known_and_another_one_for_the_same_id_is_refused(db: TestDb) {
        let house = house(db).await;
        let (_kept, files) = papers();
        let first = id(&move_in(&house, &approved(), Some(&files)).await);
        let stored = bytes_below(house.files.path()).len();
        // Other order and white space, and a key that says nothing, are the same line.
        let mut reversed = serde_json::Map::new();
        for (name, value) in approved().as_object().unwrap().iter().rev() {
            reversed.insert(name.clone(), value.clone());
        }
        reversed.insert("deletionAt".into(), Value::Null);
        assert_eq!(move_in(&house, &reversed.into(), Some(&files)).await, Moved::Known(first));
        let differs = but(approved(), json!({"email": "new@old.example"}));
        let refused = move_in(&house, &differs, Some(&files)).await;
        let said = "externalId was moved in before from a line that said something else";
        assert_eq!(refused, Moved::Refused(said.into()));
        let taken = but(short("another"), json!({"id": OLD_ID}));
        let refused = move_in(&house, &taken, None).await;
        let said = "id belongs to an applicant with another externalId";
        assert_eq!(refused, Moved::Refused(said.into()));
        house.applicant("made-here").await;
        let refused = move_in(&house, &short("made-here"), None).await;
        let said = "externalId belongs to an applicant that was not moved in";
        assert_eq!(refused, Moved::Refused(said.into()));
        assert_eq!(bytes_below(house.files.path()).len(), stored);
        assert_eq!(dossier(&house, "sub-1").await.applicant.email.unwrap().as_str(), "olena@old.example");
    }

    async fn nobody_is_told_and_the_audit_log_knows(db: TestDb) {
        let house = house(db).await;
        let (_kept, files) = papers();
        let endpoint = NewEndpoint {
            url: "http://127.0.0.1:9/hook".into(),
            api: domain::tenant::Api::Allpass,
            events: Vec::new(),
        };
        let made = house.app.endpoint_create(house.tenant.id, endpoint, domain::event::Actor::Operator);
        made.await.unwrap();
        house.app.moving_in_log(house.tenant.id, None).await.unwrap();
        let rejected = but(approved(), json!({"id": null, "externalId": "sub-2", "status": "rejected",
            "decision": {"reason": "duplicate", "decidedAt": "2024-03-02T10:00:00Z"}, "files": []}));
        for line in [approved(), rejected, but(short("sub-3"), json!({"externalId": "sandbox-verified",
            "details": {"fullName": "Sandbox Verified"}}))] {
            id(&move_in(&house, &line, Some(&files)).await);
        }
        let report = MovingReport { lines: 3, moved: 3, ..MovingReport::default() };
        house.app.moving_in_log(house.tenant.id, Some(report)).await.unwrap();
        assert_eq!(house.app.jobs(house.tenant.id).await.unwrap(), [], "nothing is planned");
        house.app.work_until_idle().await.unwrap();
        assert_eq!(house.app.mails(house.tenant.id, None).await.unwrap(), []);
        let untouched = dossier(&house, "sandbox-verified").await.applicant.status;
        assert_eq!(untouched, ApplicantStatus::Created);
        let log = house.app.audit_page(house.tenant.id, None, "move_in").await.unwrap();
        let actions: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["applicants.move_in_end", "applicant.move_in", "applicant.move_in",
            "applicant.move_in", "applicants.move_in_begin"]);
        assert!(log.iter().all(|entry| !entry.details.to_string().contains("sub-")), "no personal data");
        let (_, events) = house
            .app
            .applicant_record(house.tenant.id, ApplicantId::parse(OLD_ID).unwrap())
            .await
            .unwrap();
        let told: Vec<(&str, String)> = events
            .iter()
            .map(|event| (event.kind.as_str(), event.at.to_string()))
            .collect();
        assert_eq!(told, [("created", "2024-03-01T09:00:00.000Z".to_owned()),
            ("submitted", "2024-03-01T09:30:00.000Z".to_owned()),
            ("approved", "2024-03-02T10:00:00.000Z".to_owned())]);
    }

    async fn a_planned_erasure_moves_in_too(db: TestDb) {
        let house = house(db).await;
        let (_kept, files) = papers();
        let at = house.app.now().plus(super::DAY);
        let line = but(approved(), json!({"deletionAt": at}));
        move_in(&house, &line, Some(&files)).await;
        assert_eq!(dossier(&house, OLD_ID).await.applicant.deletion_at, Some(at));
        house.clock.advance(2 * super::DAY);
        house.app.work_until_idle().await.unwrap();
        let gone = house.app.applicant_standing(&house.caller, OLD_ID).await;
        assert_eq!(gone, Err(domain::Error::NotFound(domain::Noun::Applicant)));
        assert_eq!(bytes_below(house.files.path()), Vec::<Vec<u8>>::new());
    }

    async fn a_dry_run_looks_at_everything_and_keeps_nothing(db: TestDb) {
        let house = house(db).await;
        let (_kept, files) = papers();
        let look = async |line: Value| {
            let text = line.to_string();
            let looked = house.app.applicant_move_in(house.tenant.id, text.as_bytes(), Some(&files), true);
            looked.await.unwrap()
        };
        assert_eq!(id(&look(approved()).await).to_string(), OLD_ID);
        let poem = json!([{"kind": "selfie", "path": "1/poem.txt", "givenAt": "2024-03-01T09:20:00Z"}]);
        let refused = look(but(approved(), json!({"files": poem}))).await;
        assert_eq!(
            refused,
            Moved::Refused("file \"1/poem.txt\": unrecognised files are not accepted here".into())
        );
        let gone = house.app.applicant_standing(&house.caller, OLD_ID).await;
        assert_eq!(gone, Err(domain::Error::NotFound(domain::Noun::Applicant)));
        assert_eq!(bytes_below(house.files.path()), Vec::<Vec<u8>>::new());
        assert_eq!(house.app.audit_page(house.tenant.id, None, "move_in").await.unwrap(), []);
    }
}

/// What was wrong with a line; nothing of it may be kept.
async fn why(house: &House, line: &Value, files: Option<&Folder>) -> String {
    let before = bytes_below(house.files.path()).len();
    let moved = move_in(house, line, files).await;
    assert_eq!(bytes_below(house.files.path()).len(), before, "{line}");
    match moved {
        Moved::Refused(why) => why,
        other => panic!("{other:?} {line}"),
    }
}

#[tokio::test]
async fn a_wrong_line_is_refused_with_what_is_wrong() {
    let house = house(store::testing::TestDb::sqlite().await).await;
    for (changes, said) in [
        (
            json!({"api": "codego_cards"}),
            "api must be allpass, argos or codego_kyc",
        ),
        (json!({"id": "17"}), "UUID"),
        (json!({"externalId": ""}), "externalId must not be empty"),
        (
            json!({"externalId": "x".repeat(256)}),
            "externalId must be at most 255 characters",
        ),
        (json!({"flow": "elsewhere"}), "flow not found"),
        (json!({"email": "nobody"}), "an e-mail address"),
        (json!({"phone": "12"}), "phone number"),
        (json!({"status": "lost"}), "unknown variant `lost`"),
        (json!({"statuss": "created"}), "unknown field `statuss`"),
        (
            json!({"details": {"birthOn": "1990-02-30"}}),
            "a date that exists",
        ),
        (json!({"details": {"birthday": "1990"}}), "unknown field birthday"),
        (json!({"details": {"address": {"plz": "1"}}}), "unknown field plz"),
        (json!({"details": {"gender": "?"}}), "gender must be F, M or X"),
        (
            json!({"details": {"surname": "x".repeat(501)}}),
            "surname must be at most 500 characters",
        ),
        (
            json!({"found": {"surname": "a\u{0}"}}),
            "surname must not contain control characters",
        ),
        (json!({"createdAt": "yesterday"}), "an ISO 8601 instant"),
        (
            json!({"createdAt": "2124-03-01T09:00:00Z"}),
            "createdAt must be neither in the future",
        ),
        (
            json!({"status": "approved"}),
            "decision must be given for an approved or rejected applicant",
        ),
        (
            json!({"decision": {"decidedAt": "2024-03-02T10:00:00Z"}}),
            "decision must be given for an approved or rejected applicant",
        ),
        (
            json!({"status": "rejected", "decision": {"decidedAt": "2024-03-02T10:00:00Z"}}),
            "reason is required",
        ),
        (
            json!({"status": "approved", "decision": {"decidedAt": "2024-02-02T10:00:00Z"}}),
            "decision.decidedAt must be neither",
        ),
        (json!({"status": "in_review"}), "submittedAt is required"),
        (
            json!({"submittedAt": "2024-03-01T09:30:00Z"}),
            "submittedAt must be absent while something is missing",
        ),
        (
            json!({"deletionAt": "2024-03-05T00:00:00Z"}),
            "deletionAt must be in the future",
        ),
        (
            json!({"tries": [{"service": "email", "at": "2024-03-01T09:30:00Z"}]}),
            "tries.service must be a service that takes evidence",
        ),
        (
            json!({"metadata": {"a": "x".repeat(70_000)}}),
            "metadata must be at most 65536 bytes",
        ),
    ] {
        let line = but(short("sub-1"), changes);
        let why = why(&house, &line, None).await;
        assert!(why.contains(said), "{why:?} should say {said:?}");
    }
    for text in ["{", "[]", "7", "\u{1}", "{\"api\":\"allpass\"}"] {
        let moved = house
            .app
            .applicant_move_in(house.tenant.id, text.as_bytes(), None, false);
        assert!(matches!(moved.await.unwrap(), Moved::Refused(_)), "{text}");
    }
    let page = house.app.applicant_page(house.tenant.id, None, None, None).await;
    assert_eq!(page.unwrap(), [], "nothing came in");
}

#[tokio::test]
async fn files_come_from_the_folder_and_nowhere_else() {
    let house = house(store::testing::TestDb::sqlite().await).await;
    let (kept, files) = papers();
    std::os::unix::fs::symlink("/etc/hostname", kept.path().join("link.jpg")).unwrap();
    let sparse = std::fs::File::create(kept.path().join("huge.jpg")).unwrap();
    sparse.set_len(21 * 1024 * 1024).unwrap();
    let file =
        |kind: &str, path: &str| json!({"kind": kind, "path": path, "givenAt": "2024-03-01T09:20:00Z"});
    let below = "must lie below the folder of files";
    for (given, said) in [
        (json!([file("selfie", "../x.jpg")]), below),
        (json!([file("selfie", "/etc/hostname")]), below),
        (json!([file("selfie", "link.jpg")]), below),
        (json!([file("selfie", "1")]), "is no file"),
        (json!([file("selfie", "1/gone.jpg")]), "does not exist"),
        (json!([file("selfie", "huge.jpg")]), "must be at most 20 MiB"),
        (
            json!([file("selfie", "1/poem.txt")]),
            "unrecognised files are not accepted here",
        ),
        (json!([file("selfie", "1/bill.pdf")]), "are not accepted here"),
        (
            json!([file("address_proof", "1/bill.pdf")]),
            "evidence that the flow asks for",
        ),
        (
            json!([file("answer", "1/bill.pdf")]),
            "files.kind must be evidence of a step",
        ),
        (
            json!([file("selfie", "1/face.jpg"), file("selfie", "1/front.jpg")]),
            "files.kind must be given once",
        ),
        // The first is good and forgotten again.
        (
            json!([file("selfie", "1/face.jpg"), file("document_front", "1/poem.txt")]),
            "unrecognised",
        ),
        (
            json!([{"kind": "selfie", "path": "1/face.jpg", "givenAt": "2023-03-01T09:20:00Z"}]),
            "files.givenAt must be neither",
        ),
    ] {
        let line = but(approved(), json!({"files": given}));
        let why = why(&house, &line, Some(&files)).await;
        assert!(why.contains(said), "{why:?} should say {said:?}");
    }
    let nowhere = why(&house, &approved(), None).await;
    assert_eq!(nowhere, "files need the folder that they lie in");
    assert!(Folder::try_new(&kept.path().join("1/face.jpg")).is_err());
    assert!(Folder::try_new(Path::new("/nowhere")).is_err());
}

#[tokio::test]
async fn files_are_forgotten_when_the_row_cannot_be_stored() {
    let house = house(store::testing::TestDb::sqlite().await).await;
    let (_kept, files) = papers();
    house
        .db
        .write(|tx| tx.execute("DROP TABLE event", &[]).map(drop))
        .await
        .unwrap();
    let text = approved().to_string();
    let moved = house
        .app
        .applicant_move_in(house.tenant.id, text.as_bytes(), Some(&files), false);
    assert!(moved.await.is_err(), "the run stops");
    assert_eq!(bytes_below(house.files.path()), Vec::<Vec<u8>>::new());
}

/// Where the steps and the person stand for each status, with one refused and one waiting piece of evidence.
#[tokio::test]
async fn each_status_moves_in_as_what_it_was() {
    use StepStatus as S;
    let house = house(store::testing::TestDb::sqlite().await).await;
    let (given, decided) = ("2024-03-01T09:30:00Z", "2024-03-02T10:00:00Z");
    let tries = json!([
        {"service": "document", "at": "2024-03-01T09:10:00Z", "refusal": {"reason": "glare", "at": "2024-03-01T09:12:00Z"}},
        {"service": "selfie", "at": "2024-03-01T09:25:00Z"},
    ]);
    for (status, changes, steps, is_open) in [
        ("created", json!({}), [S::Open, S::Open, S::Open], true),
        (
            "incomplete",
            json!({"tries": tries}),
            [S::Open, S::Resubmit, S::Submitted],
            true,
        ),
        (
            "in_progress",
            json!({"submittedAt": given}),
            [S::Submitted; 3],
            false,
        ),
        ("on_hold", json!({"submittedAt": given}), [S::Submitted; 3], false),
        (
            "in_review",
            json!({"submittedAt": given, "tries": tries}),
            [S::Submitted; 3],
            false,
        ),
        (
            "completed",
            json!({"submittedAt": given}),
            [S::Accepted; 3],
            false,
        ),
        (
            "approved",
            json!({"decision": {"decidedAt": decided}}),
            [S::Accepted; 3],
            false,
        ),
        (
            "rejected",
            json!({"decision": {"decidedAt": decided, "reason": "underage"}}),
            [S::Open; 3],
            false,
        ),
    ] {
        let line = but(but(short(status), json!({"status": status})), changes);
        move_in(&house, &line, None).await;
        let applicant = dossier(&house, status).await.applicant;
        assert_eq!(applicant.status.as_str(), status);
        let stand: Vec<StepStatus> = applicant.steps.iter().map(|step| step.status).collect();
        assert_eq!(stand, steps, "{status}");
        assert_eq!(applicant.is_open_to_applicant(), is_open, "{status}");
    }
    let (visit, _) = house.visit("incomplete").await;
    assert_eq!(
        visit.applicant.next_step().map(|step| step.service),
        Some(Service::Email)
    );
}

const DESCRIPTION: &str = include_str!("../../../../docs/moving-in.md");

#[tokio::test]
async fn the_documented_line_moves_in_and_every_word_is_documented() {
    let house = house(store::testing::TestDb::sqlite().await).await;
    let (_, rest) = DESCRIPTION.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("\n```").unwrap();
    let mut line: Value = serde_json::from_str(example).unwrap();
    line["flow"] = "papers".into();
    for file in line["files"].as_array_mut().unwrap() {
        file["path"] = file["path"].as_str().unwrap().replace("x4k2/", "1/").into();
    }
    let (_kept, files) = papers();
    id(&move_in(&house, &line, Some(&files)).await);
    let mut words: Vec<&str> = ReasonCode::ALL.iter().map(|reason| reason.as_str()).collect();
    words.extend(ApplicantStatus::ALL.iter().map(|status| status.as_str()));
    words.extend(DocumentKind::ALL.iter().map(|kind| kind.as_str()));
    for kind in FileKind::ALL {
        if !matches!(kind, FileKind::Answer | FileKind::Confirmation) {
            words.push(kind.as_str());
        }
    }
    let everything = approved();
    words.extend(everything.as_object().unwrap().keys().map(String::as_str));
    for word in words {
        assert!(DESCRIPTION.contains(&format!("`{word}`")), "{word}");
    }
}
