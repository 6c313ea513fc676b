//! Lists as clients page through them, persons that are the same, inquiries and what a person's browsers leave behind.

use domain::{
    Conflict, Error,
    applicant::{Applicant, ApplicantStatus},
    inquiry::{Inquiry, InquiryKind, InquiryStatus, Purpose, PushSubscription},
    step::Place,
};
use serde_json::json;
use values::{ApplicantId, EmailAddress, FileId, InquiryId, PersonId, Timestamp};

use super::{NOW, applicant, full, id, later, tenant_id, with_tenants};
use crate::{Db, ListingFilter, on_both};

fn made_at(number: u32, at: Timestamp) -> Applicant {
    Applicant {
        created_at: at,
        ..applicant(1, number)
    }
}

pub(super) fn inquiry(tenant: u32, number: u32, owner: u32) -> Inquiry {
    Inquiry {
        id: id!(InquiryId, number),
        tenant_id: tenant_id(tenant),
        applicant_id: id!(ApplicantId, owner),
        reference: format!("request {number}"),
        kind: InquiryKind::Confirmation {
            purpose: Purpose::Login,
            needs_selfie: true,
        },
        title: "Sign in?".into(),
        body: "From Rīga \u{1f511}".into(),
        status: InquiryStatus::Pending,
        ip: None,
        picture: None,
        report: None,
        place: None,
        expires_at: later(60_000),
        answered_at: None,
        created_at: NOW,
    }
}

async fn pages(db: &Db, filter: ListingFilter) -> Vec<String> {
    let mut filter = ListingFilter { limit: 3, ..filter };
    let mut names = Vec::new();
    loop {
        let wanted = filter.clone();
        let page = db
            .read(move |tx| tx.listing(tenant_id(1), &wanted))
            .await
            .unwrap();
        let Some(last) = page.last() else { return names };
        filter.after = Some((last.created_at, last.external_id.clone()));
        names.extend(page.into_iter().map(|applicant| applicant.external_id));
    }
}

on_both! {
    async fn a_list_is_paged_newest_first_with_equal_instants_kept_apart(db: TestDb) {
        with_tenants(&db).await;
        db.write(|tx| {
            (1..=4).try_for_each(|number| tx.applicant_insert(&made_at(number, NOW)))?;
            (5..=7).try_for_each(|number| tx.applicant_insert(&made_at(number, later(number.into()))))?;
            tx.applicant_insert(&applicant(2, 1))
        }).await.unwrap();
        let names: Vec<String> = [7, 6, 5, 4, 3, 2, 1].map(|number| format!("client-{number}")).into();
        assert_eq!(pages(&db, ListingFilter::default()).await, names);
        let since = ListingFilter { from: Some(later(5)), until: Some(later(7)), ..ListingFilter::default() };
        assert_eq!(pages(&db, since).await, names[1..3]);
    }

    async fn each_filter_must_hold(db: TestDb) {
        with_tenants(&db).await;
        db.write(|tx| {
            tx.applicant_insert(&full(1, 1))?;
            tx.applicant_insert(&Applicant { email: None, ..full(1, 2) })?;
            tx.applicant_insert(&applicant(1, 3))
        }).await.unwrap();
        let reference = || Some("user ü 1".to_owned());
        let email = || EmailAddress::parse("olena@example.ORG").ok();
        let by = |filter: ListingFilter| pages(&db, filter);
        let filter = ListingFilter { client_reference: reference(), ..ListingFilter::default() };
        assert_eq!(by(filter).await.len(), 2);
        let filter = ListingFilter { client_reference: reference(), email: email(), ..ListingFilter::default() };
        assert_eq!(by(filter).await, ["client-1"]);
        let filter = ListingFilter { external_id: Some("client-2".into()), email: email(), ..ListingFilter::default() };
        assert_eq!(by(filter).await, [""; 0]);
    }

    async fn approved_applicants_with_one_key_are_one_person(db: TestDb) {
        with_tenants(&db).await;
        let approved = Applicant { status: ApplicantStatus::Approved, ..full(1, 1) };
        let waiting = full(1, 2);
        let key = waiting.person.known().key().unwrap();
        let found = db.write(move |tx| {
            tx.applicant_insert(&waiting)?;
            assert_eq!(tx.person_by_key(tenant_id(1), &key)?, None, "nobody is approved yet");
            tx.applicant_insert(&approved)?;
            tx.person_by_key(tenant_id(1), &key)
        }).await.unwrap();
        assert_eq!(found, Some(id!(PersonId, 1)));
        let same = db.read(|tx| tx.applicants_of_person(tenant_id(1), id!(PersonId, 1))).await.unwrap();
        assert_eq!(same.len(), 1);
        assert_eq!(db.read(|tx| tx.applicants_of_person(tenant_id(2), id!(PersonId, 1))).await.unwrap(), []);
    }

    async fn an_inquiry_has_one_reference_and_ends_once(db: TestDb) {
        with_tenants(&db).await;
        let mut asked = inquiry(1, 1, 1);
        let same = Inquiry { reference: asked.reference.clone(), ..inquiry(1, 2, 2) };
        let first = asked.clone();
        db.write(move |tx| {
            tx.inquiry_insert(&first)?;
            assert_eq!(tx.inquiry_insert(&same), Err(Error::Conflict(Conflict::ReferenceTaken)));
            Ok(())
        }).await.unwrap();
        let place = Place { latitude: 1.5, longitude: -2.25, accuracy_m: 3.0 };
        asked.status = InquiryStatus::Approved;
        asked.picture = Some(id!(FileId, 1));
        asked.report = json!({ "deviceInfo": { "model": "x" } }).as_object().cloned();
        (asked.place, asked.answered_at, asked.ip) = (Some(place), Some(later(1)), Some("::1".into()));
        let ended = asked.clone();
        let again = db.write(move |tx| {
            tx.inquiry_end(&ended)?;
            Ok(tx.inquiry_end(&ended))
        }).await.unwrap();
        assert_eq!(again, Err(Error::Conflict(Conflict::InquiryAnswered)));
        let found = db.read(|tx| {
            let by_reference = tx.inquiry_by_reference(tenant_id(1), "request 1")?;
            assert_eq!(tx.inquiry_by_reference(tenant_id(2), "request 1")?, None);
            assert_eq!(tx.inquiry_by_id(tenant_id(1), id!(ApplicantId, 2), id!(InquiryId, 1))?, None);
            assert_eq!(tx.inquiries(tenant_id(1), id!(ApplicantId, 1), 9)?.len(), 1);
            Ok(by_reference)
        }).await.unwrap();
        assert_eq!(found, Some(asked));
    }

    async fn only_the_newest_browsers_are_told(db: TestDb) {
        with_tenants(&db).await;
        let owner = id!(ApplicantId, 1);
        let subscription = |number: i64| PushSubscription {
            endpoint: format!("https://push.example/{number:02}"),
            p256dh: "key".into(),
            auth: "secret".into(),
        };
        let left = db.write(move |tx| {
            for number in 0..12 {
                tx.push_subscription_keep(tenant_id(1), owner, &subscription(number), later(number))?;
            }
            tx.push_subscription_forget(tenant_id(1), owner, "https://push.example/05")?;
            tx.push_subscriptions(tenant_id(1), owner)
        }).await.unwrap();
        let left: Vec<&str> = left.iter().map(|browser| &browser.endpoint[21..]).collect();
        assert_eq!(left, ["02", "03", "04", "06", "07", "08", "09", "10", "11"]);
    }

    async fn a_device_speaks_last_and_its_place_is_kept(db: TestDb) {
        with_tenants(&db).await;
        let owner = id!(ApplicantId, 1);
        let place = Place { latitude: 1.0, longitude: 2.0, accuracy_m: 3.0 };
        let found = db.write(move |tx| {
            let report = |text: &str| json!({ "model": text }).as_object().unwrap().clone();
            tx.device_report_keep(tenant_id(1), owner, &report("a"), Some(&place), NOW)?;
            tx.device_report_keep(tenant_id(1), owner, &report("b"), None, later(1))?;
            tx.device_report(tenant_id(1), owner)
        }).await.unwrap().unwrap();
        assert_eq!((found.report["model"].as_str(), found.place, found.at), (Some("b"), Some(place), later(1)));
    }
}
