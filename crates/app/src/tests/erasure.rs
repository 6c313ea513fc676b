//! Erasing a person: when it is due everything is gone, before that it can be taken back.

use domain::{
    Conflict, Error, Noun,
    applicant::{ApplicantStatus, NewApplicant},
    evidence::FileKind,
    flow::Service,
};

use super::{DAY, House, MAILBOX, bytes_below, mailbox};

pub const BILL: &[u8] = b"%PDF-1.4\n% Electricity bill of Olena Franko\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n\
xref\n0 4\ntrailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n180\n%%EOF\n";

pub fn holds(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

/// A person with mails, a code, a file and a timeline, whose erasure is planned.
async fn planned() -> House {
    let house = House::new().await;
    let new = NewApplicant {
        external_id: "client-olena".into(),
        flow_name: "onboarding".into(),
        email: mailbox(),
        ..NewApplicant::default()
    };
    house
        .app
        .applicant_create(&house.caller, new, false)
        .await
        .unwrap();
    let (visit, _) = house.visit("client-olena").await;
    house.code(&visit, MAILBOX).await;
    let step = House::step(&visit, Service::AddressProof);
    let kept = house
        .app
        .visit_file_add(&visit, step, FileKind::AddressProof, None, BILL.to_vec())
        .await;
    let file = kept.unwrap().unwrap();
    assert_eq!(house.app.visit_file_read(&visit, file.id).await.unwrap().1, BILL);
    let files = bytes_below(house.files.path());
    assert!(
        !files.is_empty() && files.iter().all(|bytes| !holds(bytes, "Olena")),
        "sealed"
    );
    assert!(
        house.dump().await.contains(MAILBOX),
        "the search finds what is there"
    );
    house
        .app
        .applicant_schedule_deletion(&house.caller, "client-olena")
        .await
        .unwrap();
    house
}

#[tokio::test]
async fn when_the_day_has_come_no_table_and_no_file_holds_the_person() {
    let house = planned().await;
    house.applicant("client-neighbour").await;
    house.clock.advance(29 * DAY);
    house.app.work_until_idle().await.unwrap();
    assert!(house.dump().await.contains(MAILBOX), "not yet due");
    house.clock.advance(DAY);
    house.app.work_until_idle().await.unwrap();
    let dump = house.dump().await;
    for trace in [MAILBOX, "olena", "Olena"] {
        assert!(!dump.contains(trace), "{trace}");
    }
    assert_eq!(bytes_below(house.files.path()), Vec::<Vec<u8>>::new());
    // Freed pages are part of a copy of the database: they must be empty.
    let copy = house.files.path().join("copy.db");
    house.app.backup(copy.clone()).await.unwrap();
    let bytes = std::fs::read(copy).unwrap();
    assert!(holds(&bytes, "client-neighbour"));
    for trace in [MAILBOX, "client-olena"] {
        assert!(!holds(&bytes, trace), "{trace}");
    }
    let gone = house.app.applicant_standing(&house.caller, "client-olena").await;
    assert_eq!(gone, Err(Error::NotFound(Noun::Applicant)));
    house
        .app
        .applicant_standing(&house.caller, "client-neighbour")
        .await
        .unwrap();
    let log = house
        .app
        .audit_page(house.tenant.id, None, "applicant.erase")
        .await
        .unwrap();
    assert_eq!(log.len(), 1);
}

#[tokio::test]
async fn restored_in_time_the_person_stays() {
    let house = planned().await;
    let standing = || house.app.applicant_standing(&house.caller, "client-olena");
    assert!(standing().await.unwrap().deletion_at.is_some());
    house.clock.advance(29 * DAY);
    let restored = house
        .app
        .applicant_restore(&house.caller, "client-olena")
        .await
        .unwrap()
        .value;
    assert_eq!(
        (restored.status, restored.deletion_at),
        (ApplicantStatus::Incomplete, None)
    );
    house.clock.advance(5 * DAY);
    house.app.work_until_idle().await.unwrap();
    assert_eq!(standing().await.unwrap(), restored);
    assert_eq!(bytes_below(house.files.path()).len(), 1);
    let again = house.app.applicant_restore(&house.caller, "client-olena").await;
    assert_eq!(
        again.unwrap_err(),
        Error::Conflict(Conflict::DeletionNotScheduled)
    );
}

/// The time given to finish may end while a person waits to be erased; a restore brings that end back.
#[tokio::test]
async fn restored_too_late_to_finish_the_person_is_refused() {
    let house = House::new().await;
    let mut new = NewApplicant {
        external_id: "client-late".into(),
        flow_name: "onboarding".into(),
        ..NewApplicant::default()
    };
    new.origin.rules.hours_max = Some(48);
    let app = &house.app;
    app.applicant_create(&house.caller, new, false).await.unwrap();
    app.applicant_schedule_deletion(&house.caller, "client-late")
        .await
        .unwrap();
    house.clock.advance(3 * DAY);
    app.work_until_idle().await.unwrap();
    let standing = async || {
        app.applicant_standing(&house.caller, "client-late")
            .await
            .unwrap()
    };
    assert_eq!(standing().await.status, ApplicantStatus::Created);
    app.applicant_restore(&house.caller, "client-late").await.unwrap();
    app.work_until_idle().await.unwrap();
    assert_eq!(standing().await.status, ApplicantStatus::Rejected);
}
