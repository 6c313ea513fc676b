//! Flows, questionnaires, keys, links, codes, officers, the audit chain, repeatable calls.

use domain::{
    Conflict, Denial, Error,
    audit::{ChainCheck, NewAuditEntry},
    credential::{Credential, Idempotency},
    event::Actor,
    flow::{Flow, FlowDefinition, FlowKind, Questionnaire, Service},
    officer::{Officer, Role},
    session::{CODE_TRIES_MAX, LinkPurpose, Session},
    tenant::Api,
};
use serde_json::json;
use values::{
    ApplicantId, CodeId, CredentialId, EmailAddress, FlowId, OfficerId, QuestionnaireId, SessionId, StepId,
};

use super::{NOW, erasure::code, id, later, tenant_id, with_tenants};
use crate::{Db, on_both};

fn flow(tenant: u32, number: u32, name: &str) -> Flow {
    Flow {
        id: id!(FlowId, number),
        tenant_id: tenant_id(tenant),
        number: 0,
        definition: FlowDefinition {
            name: name.into(),
            kind: FlowKind::OnDemand,
            services: vec![Service::Selfie, Service::FaceMatch],
            auto_approve: true,
            unique_face_match: true,
            questionnaire_id: None,
        },
        version: 1,
        created_at: NOW,
    }
}

async fn insert(db: &Db, flow: Flow) -> domain::Result<Flow> {
    db.write(move |tx| {
        let mut flow = flow.clone();
        tx.flow_insert(&mut flow)?;
        Ok(flow)
    })
    .await
}

fn officer(number: u32) -> Officer {
    Officer {
        id: id!(OfficerId, number),
        tenant_id: tenant_id(1),
        number: 0,
        email: EmailAddress::parse(&format!("Officer{number}@example.org")).unwrap(),
        name: "M.".into(),
        role: Role::Senior,
        password_hash: None,
        sealed_totp: Some(vec![1]),
        totp_step: 7,
        failures: 0,
        locked_until: None,
        invitation_hash: None,
        invitation_expires_at: None,
        disabled_at: None,
        created_at: NOW,
    }
}

on_both! {
    async fn flows_are_numbered_and_named_within_their_tenant(db: TestDb) {
        with_tenants(&db).await;
        for (tenant, number, name, expected) in [(1, 10, "onboarding", 1), (1, 11, "other", 2), (2, 12, "onboarding", 1)] {
            assert_eq!(insert(&db, flow(tenant, number, name)).await.unwrap().number, expected);
        }
        let taken = Error::Conflict(Conflict::NameTaken);
        assert_eq!(insert(&db, flow(1, 13, "other")).await, Err(taken.clone()));
        for (tenant, number) in [(1, 10), (2, 12)] {
            let found = db.read(move |tx| Ok([
                tx.flow_by_name(tenant_id(tenant), "onboarding")?,
                tx.flow_by_number(tenant_id(tenant), 1)?,
                tx.flow_by_id(tenant_id(tenant), id!(FlowId, number))?,
            ])).await.unwrap();
            let expected = Some(Flow { number: 1, ..flow(tenant, number, "onboarding") });
            assert_eq!(found, [expected.clone(), expected.clone(), expected]);
        }
        assert_eq!(db.read(|tx| tx.flow_by_id(tenant_id(2), id!(FlowId, 10))).await.unwrap(), None);
        let renamed = flow(1, 10, "other");
        assert_eq!(db.write(move |tx| tx.flow_update(&renamed)).await, Err(taken));
        db.write(|tx| tx.flow_update(&flow(1, 10, "renamed"))).await.unwrap();
        let stale = db.write(|tx| tx.flow_update(&flow(1, 10, "again"))).await;
        assert_eq!(stale, Err(Error::Conflict(Conflict::Stale)));
    }

    async fn flows_made_at_once_get_different_numbers(db: TestDb) {
        with_tenants(&db).await;
        let mut tasks = tokio::task::JoinSet::new();
        for number in 10..14 {
            let db = db.clone();
            tasks.spawn(async move { insert(&db, flow(1, number, &format!("flow {number}"))).await.unwrap().number });
        }
        let mut numbers = tasks.join_all().await;
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4]);
    }

    async fn officers_made_at_once_get_different_numbers_and_one_mailbox_is_one_officer(db: TestDb) {
        with_tenants(&db).await;
        let mut tasks = tokio::task::JoinSet::new();
        for number in 10..14 {
            let db = db.clone();
            tasks.spawn(async move { db.write(move |tx| tx.officer_insert(&mut officer(number))).await.unwrap() });
        }
        tasks.join_all().await;
        let mut numbers: Vec<i64> = db.read(|tx| tx.officers(tenant_id(1))).await.unwrap().iter().map(|one| one.number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4]);
        let twin = Officer { email: EmailAddress::parse("officer10@EXAMPLE.org").unwrap(), tenant_id: tenant_id(2), ..officer(20) };
        let answer = db.write(move |tx| tx.officer_insert(&mut twin.clone())).await;
        assert_eq!(answer, Err(Error::Conflict(Conflict::NameTaken)));
        assert_eq!(db.read(|tx| tx.officer_by_id(tenant_id(2), id!(OfficerId, 10))).await.unwrap(), None);
    }

    async fn failures_counted_at_once_are_all_counted(db: TestDb) {
        with_tenants(&db).await;
        db.write(|tx| tx.officer_insert(&mut officer(10))).await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let db = db.clone();
            tasks.spawn(async move {
                db.write(|tx| {
                    let mut officer = tx.officer_locked(tenant_id(1), id!(OfficerId, 10))?.unwrap();
                    officer.failures += 1;
                    tx.officer_update(&officer)
                }).await.unwrap();
            });
        }
        tasks.join_all().await;
        let stored = db.read(|tx| tx.officer_by_id(tenant_id(1), id!(OfficerId, 10))).await.unwrap().unwrap();
        assert_eq!(stored.failures, 12);
        assert_eq!(db.write(|tx| tx.officer_locked(tenant_id(2), id!(OfficerId, 10))).await.unwrap(), None);
    }

    async fn each_version_of_a_questionnaire_stays(db: TestDb) {
        with_tenants(&db).await;
        let version = |tenant, version| Questionnaire {
            id: id!(QuestionnaireId, 1),
            tenant_id: tenant_id(tenant),
            version,
            name: "KYC".into(),
            description: String::new(),
            content: json!({ "z": version, "a": [null, 1.5] }),
            created_at: NOW,
        };
        for number in [1, 2] {
            db.write(move |tx| tx.questionnaire_insert(&version(1, number))).await.unwrap();
        }
        let again = db.write(move |tx| tx.questionnaire_insert(&version(1, 2))).await;
        assert_eq!(again, Err(Error::Conflict(Conflict::Stale)));
        let found = |tenant| db.read(move |tx| {
            let (tenant_id, id) = (tenant_id(tenant), id!(QuestionnaireId, 1));
            Ok((tx.questionnaire_by_id(tenant_id, id)?, tx.questionnaire_by_version(tenant_id, id, 1)?, tx.questionnaires(tenant_id)?))
        });
        assert_eq!(found(1).await.unwrap(), (Some(version(1, 2)), Some(version(1, 1)), vec![version(1, 2)]));
        assert_eq!(found(2).await.unwrap(), (None, None, vec![]));
    }

    async fn a_key_ends_when_it_should_and_never_later(db: TestDb) {
        with_tenants(&db).await;
        let credential = Credential {
            id: id!(CredentialId, 1),
            tenant_id: tenant_id(1),
            api: Api::Allpass,
            label: "server".into(),
            key_hash: "hash".into(),
            hint: "abc".into(),
            expires_at: None,
            created_at: NOW,
        };
        let stored = credential.clone();
        db.write(move |tx| tx.credential_insert(&stored)).await.unwrap();
        let found = || db.read(|tx| tx.credential_by_hash("hash"));
        assert_eq!(found().await.unwrap(), Some(credential));
        let end = |tenant, at| db.write(move |tx| tx.credential_expire(tenant_id(tenant), id!(CredentialId, 1), later(at)));
        assert!(!end(2, 5).await.unwrap(), "another tenant's");
        assert!(end(1, 50).await.unwrap());
        assert!(!end(1, 90).await.unwrap(), "not prolonged");
        assert!(end(1, 20).await.unwrap());
        let credential = found().await.unwrap().unwrap();
        credential.require_valid(later(19)).unwrap();
        assert_eq!(credential.require_valid(later(20)), Err(Error::Unauthenticated(Denial::Expired)));
        assert_eq!(db.read(|tx| tx.credentials(tenant_id(2))).await.unwrap(), []);
    }

    async fn ended_links_stay_ended_and_others_live(db: TestDb) {
        let session = |tenant, applicant, number| Session {
            id: id!(SessionId, number),
            tenant_id: tenant_id(tenant),
            applicant_id: id!(ApplicantId, applicant),
            purpose: LinkPurpose::Verify,
            flow_id: id!(FlowId, 1),
            locale: Some("uk".into()),
            expires_at: later(1_000),
            revoked_at: None,
            created_at: NOW,
        };
        let made = [session(1, 1, 1), session(1, 1, 2), session(1, 2, 3), session(2, 1, 4)];
        let stored = made.clone();
        db.write(move |tx| stored.iter().try_for_each(|session| tx.session_insert(session))).await.unwrap();
        let revoke = |at| db.write(move |tx| tx.sessions_revoke(tenant_id(1), id!(ApplicantId, 1), later(at)));
        assert_eq!(revoke(5).await.unwrap(), 2);
        assert_eq!(revoke(6).await.unwrap(), 0);
        for (session, is_revoked) in made.into_iter().zip([true, true, false, false]) {
            let (tenant_id, applicant_id, id) = (session.tenant_id, session.applicant_id, session.id);
            let found = db.read(move |tx| tx.session_by_id(tenant_id, applicant_id, id)).await.unwrap();
            let expected = Session { revoked_at: is_revoked.then_some(later(5)), ..session };
            assert_eq!(found, Some(expected));
        }
        let crossed = db.read(|tx| tx.session_by_id(tenant_id(2), id!(ApplicantId, 1), id!(SessionId, 1))).await.unwrap();
        assert_eq!(crossed, None);
    }

    async fn guesses_at_once_share_the_same_few_tries(db: TestDb) {
        db.write(|tx| tx.code_insert(&code(1, 10))).await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let db = db.clone();
            tasks.spawn(async move { db.write(|tx| tx.code_try(tenant_id(1), id!(ApplicantId, 10), id!(CodeId, 10))).await.unwrap() });
        }
        let tried = tasks.join_all().await.into_iter().filter(|tried| *tried).count();
        assert_eq!(i64::try_from(tried), Ok(CODE_TRIES_MAX));
        let newest = || db.read(|tx| tx.code_newest(tenant_id(1), id!(ApplicantId, 10), id!(StepId, 1_001)));
        assert_eq!(newest().await.unwrap().map(|code| code.tries), Some(CODE_TRIES_MAX));
        let used = || db.write(|tx| tx.code_use(tenant_id(1), id!(ApplicantId, 10), id!(CodeId, 10), later(1)));
        assert_eq!((used().await.unwrap(), used().await.unwrap()), (true, false));
        let since = |at| db.read(move |tx| tx.code_count_since(tenant_id(1), id!(ApplicantId, 10), id!(StepId, 1_001), later(at)));
        assert_eq!((since(-1).await.unwrap(), since(0).await.unwrap()), (1, 0));
    }

    async fn the_audit_chain_holds_however_many_write_it(db: TestDb) {
        let mut tasks = tokio::task::JoinSet::new();
        for task in 0..8 {
            let db = db.clone();
            tasks.spawn(async move {
                for number in 0..12 {
                    let new = NewAuditEntry {
                        actor: Actor::Officer(id!(OfficerId, task)),
                        action: "applicant.view",
                        subject: format!("applicant:{task}-{number}"),
                        details: json!({ "z": number, "a": "ü" }),
                    };
db.write(move |tx| [1, 2].into_iter().try_for_each(|tenant| {
                        tx.audit_append(tenant_id(tenant), &new, later(number)).map(drop)
                    })).await.unwrap();
                }
            });
        }
        tasks.join_all().await;
        for tenant in [1, 2] {
            let (entries, head) = db.read(move |tx| {
                Ok((tx.audit_after(tenant_id(tenant), 0, 1_000)?, tx.audit_head(tenant_id(tenant))?))
            }).await.unwrap();
            let mut check = ChainCheck::default();
            entries.iter().try_for_each(|entry| check.follow(entry)).unwrap();
            assert_eq!((check.sequence, check.hash), head);
            assert_eq!(head.0, 96);
        }
        let found = db.read(|tx| tx.audit_before(tenant_id(1), i64::MAX, "3-1", 100)).await.unwrap();
        assert_eq!(found.len(), 3, "1, 10 and 11");
        assert_eq!(db.read(|tx| tx.audit_before(tenant_id(1), i64::MAX, "3_1", 100)).await.unwrap(), []);
    }

    async fn the_first_outcome_of_a_key_is_kept(db: TestDb) {
        let keep = |credential, outcome: u8| db.write(move |tx| {
            let idempotency = Idempotency { key: "k".into(), request_hash: format!("hash {outcome}") };
            tx.idempotency_keep(tenant_id(1), id!(CredentialId, credential), &idempotency, vec![outcome], later(outcome.into()))
        });
        assert!(keep(1, 1).await.unwrap());
        assert!(!keep(1, 2).await.unwrap());
        assert!(keep(2, 3).await.unwrap(), "another credential's key is another key");
        let earlier = |credential| db.read(move |tx| tx.idempotency_earlier(tenant_id(1), id!(CredentialId, credential), "k"));
        let first = earlier(1).await.unwrap().unwrap();
        assert_eq!((first.request_hash.as_str(), first.sealed_outcome), ("hash 1", vec![1]));
        assert_eq!(db.write(|tx| tx.idempotency_purge(later(2))).await.unwrap(), 1);
        assert_eq!((earlier(1).await.unwrap().is_none(), earlier(2).await.unwrap().is_some()), (true, true));
    }
}
