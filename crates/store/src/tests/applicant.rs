//! Applicants: the round trip, versions, lists, holds, tenants apart.

use domain::{
    Conflict, Error,
    flow::Service,
    step::{StepInput, StepStatus},
};
use values::{ApplicantId, OfficerId, TenantId, Timestamp};

use super::{NOW, applicant, full, id, later, step, tenant_id, with_tenants};
use crate::{ApplicantFilter, Db, Hold, on_both};
use domain::applicant::{Applicant, ApplicantStatus};

async fn insert(db: &Db, applicant: Applicant) {
    db.write(move |tx| tx.applicant_insert(&applicant)).await.unwrap();
}

async fn stored(db: &Db, applicant: &Applicant) -> Option<Applicant> {
    let (tenant_id, id) = (applicant.tenant_id, applicant.id);
    db.read(move |tx| tx.applicant_by_id(tenant_id, id))
        .await
        .unwrap()
}

async fn ids(db: &Db, tenant_id: TenantId, filter: ApplicantFilter) -> Vec<ApplicantId> {
    let page = db
        .read(move |tx| tx.applicants(tenant_id, &filter))
        .await
        .unwrap();
    page.into_iter().map(|summary| summary.applicant.id).collect()
}

async fn found(db: &Db, search: &str) -> usize {
    let filter = ApplicantFilter {
        search: Some(search.into()),
        limit: 10,
        ..ApplicantFilter::default()
    };
    ids(db, tenant_id(1), filter).await.len()
}

on_both! {
    async fn an_applicant_comes_back_as_it_was_and_as_it_became(db: TestDb) {
        with_tenants(&db).await;
        let mut applicant = full(1, 10);
        insert(&db, applicant.clone()).await;
        assert_eq!(stored(&db, &applicant).await, Some(applicant.clone()));
        applicant.steps.remove(2);
        applicant.steps[0].status = StepStatus::Accepted;
        applicant.steps[0].reason = None;
        applicant.steps[3].input = StepInput::Email { address: None, verified_at: None };
        let added = step(&applicant, 50, Service::Selfie, StepInput::Selfie { picture: None });
        applicant.steps.push(added);
        (applicant.review, applicant.device, applicant.deletion_at) = (None, None, None);
        (applicant.status, applicant.full_name) = (ApplicantStatus::Rejected, Some("Neu".into()));
        let changed = applicant.clone();
        db.write(move |tx| tx.applicant_update(&changed)).await.unwrap();
        applicant.version += 1;
        assert_eq!(stored(&db, &applicant).await, Some(applicant));
    }

    async fn a_change_of_an_old_version_is_refused_and_leaves_nothing(db: TestDb) {
        with_tenants(&db).await;
        let first = full(1, 10);
        insert(&db, first.clone()).await;
        let changed = first.clone();
        db.write(move |tx| tx.applicant_update(&changed)).await.unwrap();
        let mut late = Applicant { full_name: Some("Late".into()), ..first.clone() };
        late.steps.clear();
        let answer = db.write(move |tx| tx.applicant_update(&late)).await;
        assert_eq!(answer, Err(Error::Conflict(Conflict::Stale)));
        assert_eq!(stored(&db, &first).await, Some(Applicant { version: 2, ..first }));
    }

    async fn an_external_id_is_taken_once_in_each_tenant(db: TestDb) {
        with_tenants(&db).await;
        insert(&db, applicant(1, 10)).await;
        let same = Applicant { external_id: "client-10".into(), ..applicant(1, 11) };
        let answer = db.write(move |tx| tx.applicant_insert(&same)).await;
        assert_eq!(answer, Err(Error::Conflict(Conflict::ExternalIdTaken)));
        let other = Applicant { external_id: "client-10".into(), ..full(2, 12) };
        insert(&db, other.clone()).await;
        for (tenant, expected) in [(1, 10), (2, 12)] {
            let found = db.read(move |tx| tx.applicant_by_external_id(tenant_id(tenant), "client-10")).await;
            assert_eq!(found.unwrap().map(|found| found.id), Some(id!(ApplicantId, expected)));
        }
        let crossed = Applicant { tenant_id: tenant_id(1), ..other.clone() };
        assert_eq!(stored(&db, &crossed).await, None, "another tenant's id finds nothing");
        let answer = db.write(move |tx| tx.applicant_update(&crossed)).await;
        assert_eq!(answer, Err(Error::Conflict(Conflict::Stale)), "nor changes anything");
        assert_eq!(stored(&db, &other).await, Some(other));
    }

    async fn a_search_takes_every_character_as_itself(db: TestDb) {
        with_tenants(&db).await;
        insert(&db, full(1, 10)).await;
        insert(&db, Applicant { full_name: Some("Ohne Zeichen".into()), ..applicant(1, 11) }).await;
        insert(&db, full(2, 12)).await;
        for (search, count) in [
            ("100%_\\", 1), ("%", 1), ("_", 1), ("\\", 1), ("👩🏽‍🚀", 1), ("олена", 1), ("ОЛЕНА", 1), ("olena@EXAMPLE", 1),
            ("+380501234567", 1), ("client-1", 2), ("  ohne ", 1), ("%zeichen", 0), ("'; --", 0), ("", 2), ("client-12", 0),
            (id!(ApplicantId, 11).to_string().as_str(), 1),
        ] {
            assert_eq!(found(&db, search).await, count, "{search:?}");
        }
    }

    async fn pages_show_each_once_in_both_directions(db: TestDb) {
        with_tenants(&db).await;
        db.write(|tx| {
            insert_other(tx)?;
            // Several share an instant, some were sent: the order must be total all the same.
            (100..220).try_for_each(|number: u32| tx.applicant_insert(&Applicant {
                created_at: later(i64::from(number / 7)),
                submitted_at: number.is_multiple_of(3).then(|| later(i64::from(number % 11) * 10)),
                ..applicant(1, number)
            }))
        }).await.unwrap();
        for is_oldest_first in [false, true] {
            let mut filter = ApplicantFilter { is_oldest_first, limit: 50, ..ApplicantFilter::default() };
            let (mut seen, mut places, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
            loop {
                let asked = filter.clone();
                let page = db.read(move |tx| tx.applicants(tenant_id(1), &asked)).await.unwrap();
                let place = |applicant: &Applicant| -> (Timestamp, ApplicantId) {
                    let sent = applicant.submitted_at.filter(|_| is_oldest_first);
                    (sent.unwrap_or(applicant.created_at), applicant.id)
                };
                let Some(last) = page.last() else { break };
                filter.after = Some(place(&last.applicant));
                sizes.push(page.len());
                places.extend(page.iter().map(|summary| place(&summary.applicant)));
                seen.extend(page.into_iter().map(|summary| summary.applicant.id));
            }
            assert_eq!(sizes, [50, 50, 20]);
            assert!(places.is_sorted_by(|left, right| if is_oldest_first { left < right } else { left > right }));
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), 120);
        }
    }

    async fn lists_and_counts_follow_the_status(db: TestDb) {
        with_tenants(&db).await;
        for (number, status) in (10..).zip([ApplicantStatus::Created, ApplicantStatus::InReview, ApplicantStatus::InReview]) {
            insert(&db, Applicant { status, ..applicant(1, number) }).await;
        }
        insert(&db, Applicant { status: ApplicantStatus::InReview, ..applicant(2, 20) }).await;
        let statuses = vec![ApplicantStatus::InReview, ApplicantStatus::Approved];
        let filter = ApplicantFilter { statuses, limit: 10, ..ApplicantFilter::default() };
        assert_eq!(ids(&db, tenant_id(1), filter).await, [id!(ApplicantId, 12), id!(ApplicantId, 11)]);
        let mut counts = db.read(|tx| tx.applicant_counts(tenant_id(1))).await.unwrap();
        counts.sort_by_key(|(status, _)| status.as_str());
        assert_eq!(counts, [(ApplicantStatus::Created, 1), (ApplicantStatus::InReview, 2)]);
    }

    async fn one_officer_holds_at_a_time(db: TestDb) {
        with_tenants(&db).await;
        insert(&db, applicant(1, 10)).await;
        let hold = |number: u32, until: i64, now: i64| {
            let hold = Hold { officer_id: id!(OfficerId, number), until: later(until) };
            let db = db.clone();
            async move {
                db.write(move |tx| tx.applicant_hold(tenant_id(1), id!(ApplicantId, 10), hold, later(now))).await.unwrap()
            }
        };
        assert!(hold(5, 100, 0).await);
        assert!(!hold(6, 200, 99).await, "held");
        assert!(hold(5, 150, 99).await, "prolonged");
        assert!(!hold(6, 200, 149).await);
        assert!(hold(6, 300, 150).await, "lapsed");
        let release = |number: u32| db.write(move |tx| {
            tx.applicant_release(tenant_id(1), id!(ApplicantId, 10), id!(OfficerId, number))
        });
        release(5).await.unwrap();
        let holder = || db.read(|tx| tx.applicant_holder(tenant_id(1), id!(ApplicantId, 10)));
        assert_eq!(holder().await.unwrap().map(|hold| hold.officer_id), Some(id!(OfficerId, 6)));
        release(6).await.unwrap();
        assert_eq!(holder().await.unwrap(), None);
        let other = db.read(|tx| tx.applicant_holder(tenant_id(2), id!(ApplicantId, 10))).await.unwrap();
        assert_eq!(other, None);
    }

    async fn the_same_mailbox_and_phone_are_found_within_the_tenant(db: TestDb) {
        with_tenants(&db).await;
        for applicant in [full(1, 10), full(2, 11)] {
            insert(&db, applicant).await;
        }
        let (first, second) = (full(1, 10), full(1, 12));
        let contacts = db.read(move |tx| Ok((tx.applicant_with_contact(&second)?, tx.applicant_with_contact(&first)?)));
        let known = Some(id!(ApplicantId, 10));
        assert_eq!(contacts.await.unwrap(), ((known, known), (None, None)));
    }
}

fn insert_other(tx: &mut crate::Tx) -> domain::Result<()> {
    tx.applicant_insert(&Applicant {
        created_at: NOW,
        ..applicant(2, 500)
    })
}
