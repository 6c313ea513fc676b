//! Lists: every filter alone and together, paging while others are added and erased, and what spoils a query.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::Method;
use serde_json::{Value, json};

use super::{Project, assert_golden, small_record};
use crate::harness::Engine;

fn ids(list: &Value) -> Vec<String> {
    let items = list["Items"].as_array().unwrap().iter();
    items
        .map(|item| item["submission_id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filters_hold_alone_and_together_on_sqlite() {
    filters(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filters_hold_alone_and_together_on_postgresql() {
    filters(Engine::Postgres).await;
}

/// What a filter should find.
type Finds = fn(&(&str, &str)) -> bool;

async fn filters(engine: Engine) {
    let Some(project) = Project::fresh(engine).await else {
        return;
    };
    let mut made = Vec::new();
    for row in [
        ("a", "x@example.org"),
        ("a", "Y@example.org"),
        ("b", "y@example.org"),
    ] {
        let id = project.migrate(&small_record(row.0, row.1)).await;
        let item = project.get(&format!("submission_id={id}")).await["Items"][0].clone();
        made.push((item["created_at"].as_str().unwrap().to_owned(), id, row));
    }
    made.sort_by(|one, other| (&other.0, &other.1).cmp(&(&one.0, &one.1)));
    let day = made[2].0[..10].to_owned();
    let (first, last) = (day.replace('-', ""), &made[0].0[..10]);
    let b = made.iter().find(|row| row.2.0 == "b").unwrap().1.clone();
    let cases: [(String, Finds); 11] = [
        (format!("submission_id={b}"), |row| row.0 == "b"),
        (format!("submission_id={b}&userid=b&email=y@example.org"), |row| {
            row.0 == "b"
        }),
        (format!("submission_id={b}&userid=a"), |_| false),
        ("submission_id=unknown".into(), |_| false),
        ("userid=a".into(), |row| row.0 == "a"),
        ("email=y%40example.org".into(), |row| {
            row.1.to_lowercase() == "y@example.org"
        }),
        ("userid=a&email=y@example.org".into(), |row| {
            *row == ("a", "Y@example.org")
        }),
        (format!("start_date={first}&end_date={last}&userid=a"), |row| {
            row.0 == "a"
        }),
        ("start_date=2999-01-01".into(), |_| false),
        ("end_date=20000101".into(), |_| false),
        ("userid=a&count=2".into(), |row| row.0 == "a"),
    ];
    for (query, finds) in cases {
        let list = project.get(&query).await;
        let expected = made.iter().filter(|row| finds(&row.2)).map(|row| row.1.clone());
        assert_eq!(ids(&list), expected.collect::<Vec<_>>(), "{query}");
        assert_eq!(list.get("nextpageKey"), None, "{query}");
    }
    let listed = ids(&project.get("").await);
    let is_ours = |id: &String| made.iter().any(|row| row.1 == *id);
    let ours: Vec<String> = listed.into_iter().filter(is_ours).collect();
    let all: Vec<String> = made.iter().map(|row| row.1.clone()).collect();
    assert_eq!(ours, all, "without a filter, the newest first");
    parts(&project, &b).await;
}

/// `request_type` shows one part and the id, or the rest.
async fn parts(project: &Project, id: &str) {
    let keys = async |kind: &str| {
        let list = project
            .get(&format!("submission_id={id}&request_type={kind}"))
            .await;
        let item = list["Items"][0].as_object().unwrap().clone();
        item.keys().cloned().collect::<Vec<_>>().join(",")
    };
    assert_eq!(keys("kyc").await, "submission_id,kyc");
    assert_eq!(keys("data").await, "data,submission_id");
    assert_eq!(keys("aml").await, "submission_id,aml");
    assert_eq!(
        keys("others").await,
        "email,submission_id,created_at,updated_at,kyc_result_at,userid,reviewer"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paging_shows_each_once_while_others_come_and_go_on_sqlite() {
    paging(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paging_shows_each_once_while_others_come_and_go_on_postgresql() {
    paging(Engine::Postgres).await;
}

async fn paging(engine: Engine) {
    let Some(project) = Project::fresh(engine).await else {
        return;
    };
    let mut made = BTreeSet::new();
    for number in 0..25 {
        let mut record = small_record("list", &format!("p{number}@example.org"));
        (record["gender"], record["nationality"]) = ("male".into(), "KOR".into());
        made.insert(project.migrate(&record).await);
    }
    let (mut seen, mut query) = (Vec::new(), "userid=list&count=4".to_owned());
    let first = (200, project.get("userid=list&count=1").await);
    assert_golden("submission_list", &first, &["Items[].kyc"]);
    loop {
        let page = project.get(&query).await;
        seen.extend(ids(&page));
        let Some(next) = page.get("nextpageKey") else {
            break;
        };
        let (id, at) = (next["id"].as_str().unwrap(), next["created_at"].as_str().unwrap());
        // The row that the next page is named after goes, and a newer one comes.
        let gone = format!("/v3/submission?submission_id={id}");
        assert_eq!(project.call(Method::DELETE, &gone, None).await.0, 200);
        project.migrate(&small_record("list", "late@example.org")).await;
        query = format!("userid=list&count=4&nextpage_id={id}&nextpage_date={at}");
    }
    assert_eq!(seen.len(), made.len());
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), made);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unusable_queries_are_refused() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    for path in [
        "?count=0",
        "?count=2001",
        "?count=many",
        "?email=nobody",
        "?userid=",
        "?userid=1&userid=2",
        "?start_date=20230229",
        "?start_date=20230201&end_date=20230131",
        "?nextpage_id=x",
        "?nextpage_date=2022-04-07T00:30:35.919Z",
        "?nextpage_id=x&nextpage_date=yesterday",
        "?request_type=all",
        "/applicant",
        "/applicant?applicant_id=",
    ] {
        let refused = project
            .call(Method::GET, &format!("/v3/submission{path}"), None)
            .await;
        let body = json!({ "message": "Invalid Query String parameters" });
        assert_eq!(refused, (400, body), "{path}");
    }
    for id in ["unknown", "0190b7c2-41aa-7000-8000-000000000002"] {
        let path = format!("/v3/submission/applicant?applicant_id={id}");
        assert_eq!(project.call(Method::GET, &path, None).await, (200, json!([])));
    }
    // Keys that belong to no row are a place in the order all the same.
    let nowhere = "nextpage_id=nobody&nextpage_date=2000-01-01T00:00:00.000Z";
    assert_eq!(project.get(nowhere).await, json!({ "Items": [] }));
}

/// Approved records of the same person share an id, whatever the order of names and however the country is written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_person_is_found_again() {
    let project = Project::fresh(Engine::Sqlite).await.unwrap();
    let record = |name: &str, nationality: &str, email: &str| {
        json!({
            "admin": "admin@example.org", "email": email, "fullName": name, "birthDate": "1990-05-01", "gender": "female",
            "nationality": nationality, "kycStatus": "approved",
        })
    };
    let mut made = Vec::new();
    for (name, nationality, email) in [
        ("Anna Maria Bērziņa", "Latvian", "a@example.org"),
        ("BĒRZIŅA, Anna Maria", "LVA", "b@example.org"),
        ("Anna Maria Bērziņa", "EST", "c@example.org"),
    ] {
        made.push(project.migrate(&record(name, nationality, email)).await);
    }
    let mut persons = Vec::new();
    for id in &made {
        let item = project.get(&format!("submission_id={id}")).await["Items"][0].clone();
        persons.push(item["applicant_id"].as_str().unwrap().to_owned());
    }
    assert_eq!(persons[0], persons[1]);
    assert_ne!(persons[0], persons[2]);
    let path = format!("/v3/submission/applicant?applicant_id={}", persons[0]);
    let (_, same) = project.call(Method::GET, &path, None).await;
    let expected = [("a@example.org", &made[0]), ("b@example.org", &made[1])];
    let expected = expected.map(|(email, id)| json!({ "submission_id": id, "email": email }));
    assert_eq!(same, json!(expected));
    let unlink = format!(
        "/v3/submission/partial?submission_id={}&fields=applicant_id",
        made[1]
    );
    assert_eq!(project.call(Method::DELETE, &unlink, None).await.0, 200);
    let (_, same) = project.call(Method::GET, &path, None).await;
    assert_eq!(same.as_array().unwrap().len(), 1);
}

/// Submissions, and how many of them on a page: the full count when everything is tested.
fn long_list() -> (usize, usize) {
    if std::env::var("BULLA_TEST_LONG").is_ok() {
        (100_000, 2_000)
    } else {
        (1_200, 200)
    }
}

/// The slowest page is shown, not judged: a test does not fail on a clock.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_list_shows_each_once_while_others_come() {
    let project = Arc::new(Project::fresh(Engine::Sqlite).await.unwrap());
    let (count, page) = long_list();
    let made = moved_in(&project, count).await;
    let is_over = Arc::new(AtomicBool::new(false));
    let late = {
        let (project, is_over) = (Arc::clone(&project), Arc::clone(&is_over));
        tokio::spawn(async move {
            while !is_over.load(Ordering::Relaxed) {
                project.migrate(&small_record("long", "late@example.org")).await;
            }
        })
    };
    let (mut seen, mut slowest) = (Vec::new(), Duration::ZERO);
    let mut query = format!("count={page}");
    loop {
        let begun = Instant::now();
        let list = project.get(&query).await;
        slowest = slowest.max(begun.elapsed());
        seen.extend(ids(&list));
        let Some(next) = list.get("nextpageKey") else {
            break;
        };
        let (id, at) = (next["id"].as_str().unwrap(), next["created_at"].as_str().unwrap());
        query = format!("count={page}&nextpage_id={id}&nextpage_date={at}");
    }
    is_over.store(true, Ordering::Relaxed);
    late.await.unwrap();
    println!("{count} submissions, {page} on a page: the slowest took {slowest:?}");
    let distinct: BTreeSet<_> = seen.iter().cloned().collect();
    assert_eq!(distinct.len(), seen.len(), "none twice");
    assert!(made.is_subset(&distinct), "none missed");
}

/// Moves records in, several at a time.
async fn moved_in(project: &Arc<Project>, count: usize) -> BTreeSet<String> {
    let mut tasks = tokio::task::JoinSet::new();
    for worker in 0..32 {
        let project = Arc::clone(project);
        tasks.spawn(async move {
            let mut made = Vec::new();
            for number in (worker..count).step_by(32) {
                let email = format!("long{number}@example.org");
                made.push(project.migrate(&small_record("long", &email)).await);
            }
            made
        });
    }
    tasks.join_all().await.into_iter().flatten().collect()
}
