//! Jobs and deliveries: each is claimed by one worker, in the order that receivers are promised.

use domain::{
    job::{Job, JobStatus, Work},
    webhook::{Attempt, Delivery, DeliveryStatus},
};
use values::{ApplicantId, DeliveryId, EndpointId, EventId, JobId, MailId, Timestamp};

use super::{NOW, id, later, tenant_id};
use crate::{Db, on_both};

fn job(number: u32, work: Work) -> Job {
    Job {
        id: id!(JobId, number),
        tenant_id: tenant_id(1),
        work,
        status: JobStatus::Waiting,
        run_at: NOW,
        attempts: 0,
        last_error: None,
        created_at: NOW,
    }
}

fn mail_job(number: u32) -> Job {
    job(
        number,
        Work::MailSend {
            mail_id: id!(MailId, number),
        },
    )
}

pub(super) fn delivery(tenant: u32, number: u32, about: u32, sequence: i64) -> Delivery {
    Delivery {
        id: id!(DeliveryId, number),
        tenant_id: tenant_id(tenant),
        endpoint_id: id!(EndpointId, 1),
        event_id: id!(EventId, number),
        applicant_id: id!(ApplicantId, about),
        sequence,
        event_name: "applicant.approved".into(),
        body: vec![0, 255, b'{'],
        headers: vec![("x-one".into(), "ü".into())],
        status: DeliveryStatus::Pending,
        attempts: 0,
        next_at: NOW,
        created_at: NOW,
    }
}

pub(super) fn attempt(number: i64) -> Attempt {
    Attempt {
        number,
        at: NOW,
        status: Some(500),
        latency_ms: 3,
        error: None,
        answer: "no".into(),
    }
}

async fn insert(db: &Db, deliveries: Vec<Delivery>) {
    db.write(move |tx| {
        deliveries
            .iter()
            .try_for_each(|delivery| tx.delivery_insert(delivery))
    })
    .await
    .unwrap();
}

async fn claim(db: &Db, owner: &'static str, now: Timestamp) -> Vec<DeliveryId> {
    let until = Timestamp::from_millis(now.as_millis() + 60);
    let claimed = db
        .write(move |tx| tx.deliveries_claim(owner, now, until, 64))
        .await
        .unwrap();
    let mut ids: Vec<DeliveryId> = claimed.into_iter().map(|delivery| delivery.id).collect();
    ids.sort_unstable();
    ids
}

async fn note(db: &Db, delivery: Delivery, owner: &'static str, attempt: Attempt) -> bool {
    db.write(move |tx| tx.delivery_note_attempt(&delivery, owner, &attempt))
        .await
        .unwrap()
}

on_both! {
    async fn four_workers_claim_each_job_once(db: TestDb) {
        db.write(|tx| (1..=200).try_for_each(|number| tx.job_insert(&mail_job(number), "mail", 0))).await.unwrap();
        let mut workers = tokio::task::JoinSet::new();
        for owner in ["a", "b", "c", "d"] {
            let db = db.clone();
            workers.spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let jobs = db.write(move |tx| tx.jobs_claim(owner, NOW, later(60), 7)).await.unwrap();
                    let count: usize = db.read(|tx| Ok(tx.jobs(tenant_id(1), 300)?.len())).await.unwrap();
                    for job in &jobs {
                        let done = job.clone();
                        assert!(db.write(move |tx| tx.job_done(&done, owner)).await.unwrap());
                    }
                    mine.extend(jobs.iter().map(|job| job.id));
                    if jobs.is_empty() && count == 0 { return mine; }
                }
            });
        }
        let mut claimed = workers.join_all().await.concat();
        assert_eq!(claimed.len(), 200);
        claimed.sort_unstable();
        claimed.dedup();
        assert_eq!(claimed.len(), 200);
    }

    async fn a_lease_that_ended_is_another_workers(db: TestDb) {
        db.write(|tx| tx.job_insert(&mail_job(1), "mail", 0)).await.unwrap();
        let claim = |owner: &'static str, now: i64| db.write(move |tx| tx.jobs_claim(owner, later(now), later(now + 60), 9));
        assert_eq!(claim("a", 0).await.unwrap(), [mail_job(1)]);
        assert_eq!(claim("b", 59).await.unwrap(), []);
        assert_eq!(claim("b", 60).await.unwrap(), [mail_job(1)]);
        assert!(!db.write(|tx| tx.job_done(&mail_job(1), "a")).await.unwrap(), "the lease was lost");
        let failed = Job { attempts: 1, run_at: later(500), last_error: Some("why".into()), ..mail_job(1) };
        let (late, noted) = (failed.clone(), failed.clone());
        assert!(!db.write(move |tx| tx.job_failed(&late, "a")).await.unwrap());
        assert!(db.write(move |tx| tx.job_failed(&noted, "b")).await.unwrap());
        assert_eq!(claim("a", 499).await.unwrap(), []);
        assert_eq!(claim("a", 500).await.unwrap(), std::slice::from_ref(&failed));
        let dead = Job { status: JobStatus::Dead, ..failed };
        let stored = dead.clone();
        assert!(db.write(move |tx| tx.job_failed(&stored, "a")).await.unwrap());
        assert_eq!(claim("a", 9_000).await.unwrap(), [], "dead");
        assert!(!db.write(|tx| tx.job_retry(tenant_id(2), id!(JobId, 1), later(9_000))).await.unwrap());
        assert!(db.write(|tx| tx.job_retry(tenant_id(1), id!(JobId, 1), later(9_000))).await.unwrap());
        assert_eq!(claim("a", 9_000).await.unwrap(), [Job { attempts: 0, run_at: later(9_000), status: JobStatus::Waiting, ..dead }]);
    }

    async fn what_is_due_next_counts_leases_and_deliveries(db: TestDb) {
        let next = || db.read(|tx| tx.next_due());
        assert_eq!(next().await.unwrap(), None);
        insert(&db, vec![Delivery { next_at: later(70), ..delivery(1, 1, 1, 1) }]).await;
        assert_eq!(next().await.unwrap(), Some(later(70)));
        db.write(|tx| tx.job_insert(&Job { run_at: later(50), ..mail_job(1) }, "mail", 0)).await.unwrap();
        assert_eq!(next().await.unwrap(), Some(later(50)));
        db.write(|tx| tx.jobs_claim("a", later(50), later(110), 9)).await.unwrap();
        assert_eq!(next().await.unwrap(), Some(later(70)));
        assert_eq!(claim(&db, "a", later(70)).await.len(), 1);
        assert_eq!(next().await.unwrap(), Some(later(110)));
    }

    async fn messages_about_one_person_stay_in_order(db: TestDb) {
        let (first, second, third) = (delivery(1, 1, 1, 1), delivery(1, 2, 1, 2), delivery(1, 3, 1, 3));
        let elsewhere = Delivery { endpoint_id: id!(EndpointId, 2), ..delivery(1, 4, 1, 2) };
        // The later ones are due earlier: time alone must not decide.
        let first = Delivery { next_at: later(10), ..first };
        insert(&db, vec![third.clone(), second.clone(), first.clone(), delivery(1, 5, 2, 1), elsewhere, delivery(2, 6, 1, 2)]).await;
        let free = [4, 5, 6].map(|number| id!(DeliveryId, number));
        assert_eq!(claim(&db, "a", NOW).await, free, "what waits for nobody");
        assert_eq!(claim(&db, "a", later(10)).await, [first.id]);
        assert_eq!(claim(&db, "b", later(11)).await, [], "the first is under way");
        let retried = Delivery { next_at: later(30), attempts: 1, ..first.clone() };
        assert!(!note(&db, retried.clone(), "b", attempt(1)).await, "not b's lease");
        assert!(note(&db, retried, "a", attempt(1)).await);
        assert_eq!(claim(&db, "a", later(29)).await, [], "the first is to be sent again");
        assert_eq!(claim(&db, "a", later(30)).await, [first.id]);
        let sent = Delivery { status: DeliveryStatus::Delivered, attempts: 2, ..first.clone() };
        assert!(note(&db, sent, "a", attempt(2)).await);
        assert_eq!(claim(&db, "a", later(31)).await, [second.id]);
        let dead = Delivery { status: DeliveryStatus::Dead, attempts: 1, ..second.clone() };
        assert!(note(&db, dead, "a", attempt(1)).await);
        assert_eq!(claim(&db, "a", later(32)).await, [third.id]);
        let attempts = db.read(move |tx| tx.delivery_attempts(tenant_id(1), first.id)).await.unwrap();
        assert_eq!(attempts, [attempt(1), attempt(2)]);
    }

    async fn an_earlier_event_still_to_be_rendered_is_waited_for(db: TestDb) {
        let fan_out = |number: u32| job(number, Work::EventFanOut { event_id: id!(EventId, number) });
        let subject = id!(ApplicantId, 1).to_string();
        db.write(move |tx| {
            tx.job_insert(&fan_out(1), &subject, 1)?;
            tx.job_insert(&fan_out(3), &subject, 3)
        }).await.unwrap();
        insert(&db, vec![delivery(1, 2, 1, 2), delivery(1, 9, 7, 2)]).await;
        assert_eq!(claim(&db, "a", NOW).await, [id!(DeliveryId, 9)]);
        let done = db.write(|tx| {
            tx.jobs_claim("a", NOW, later(60), 1)?;
            tx.job_done(&mail_job(1), "a")
        });
        assert!(done.await.unwrap());
        assert_eq!(claim(&db, "a", NOW).await, [id!(DeliveryId, 2)], "the later event does not matter");
    }

    async fn an_event_is_told_to_an_endpoint_once(db: TestDb) {
        let first = delivery(1, 1, 1, 1);
        let again = Delivery { id: id!(DeliveryId, 2), body: b"other".to_vec(), ..first.clone() };
        insert(&db, vec![first.clone(), again.clone()]).await;
        insert(&db, vec![again]).await;
        let all = db.read(|tx| tx.deliveries(tenant_id(1), &crate::DeliveryFilter { limit: 10, ..Default::default() }));
        assert_eq!(all.await.unwrap(), std::slice::from_ref(&first));
        let other = db.read(move |tx| tx.delivery_by_id(tenant_id(2), first.id)).await.unwrap();
        assert_eq!(other, None);
    }

    async fn a_message_sent_again_has_a_fresh_set_of_tries(db: TestDb) {
        let first = delivery(1, 1, 1, 1);
        insert(&db, vec![first.clone()]).await;
        claim(&db, "a", NOW).await;
        assert!(note(&db, Delivery { status: DeliveryStatus::Dead, attempts: 10, ..first.clone() }, "a", attempt(1)).await);
        assert!(!db.write(|tx| tx.delivery_resend(tenant_id(2), id!(DeliveryId, 1), NOW)).await.unwrap());
        assert!(db.write(|tx| tx.delivery_resend(tenant_id(1), id!(DeliveryId, 1), NOW)).await.unwrap());
        let stored = db.read(|tx| tx.delivery_by_id(tenant_id(1), id!(DeliveryId, 1))).await.unwrap();
        assert_eq!(stored, Some(first.clone()));
        claim(&db, "a", NOW).await;
        assert!(note(&db, Delivery { attempts: 1, ..first }, "a", attempt(1)).await);
        let attempts = db.read(|tx| tx.delivery_attempts(tenant_id(1), id!(DeliveryId, 1))).await.unwrap();
        assert_eq!(attempts, [attempt(1), attempt(2)], "no try is forgotten");
    }
}
