//! Applicants as clients list them: newest first, by the names that clients know, page by page behind a place that stays where it is
//! while others are added or erased.

use domain::{Result, applicant::Applicant, tenant::Api};
use values::{EmailAddress, PersonId, TenantId, Timestamp};

use crate::{Tx, Value, applicant::applicant, params};

const OF_PERSON: &str = "SELECT * FROM applicant
     WHERE tenant_id = $1 AND person_id = $2 AND status = 'approved'
     ORDER BY created_at, external_id";
const BY_KEY: &str = "SELECT person_id FROM applicant
     WHERE tenant_id = $1 AND person_key = $2 AND person_id IS NOT NULL AND status = 'approved'
     ORDER BY created_at, external_id LIMIT 1";

/// Which applicants a list shows; everything that is set must hold.
#[derive(Debug, Clone, Default)]
pub struct ListingFilter {
    /// Only the one with this external id.
    pub external_id: Option<String>,
    /// Only those with this reference of the client.
    pub client_reference: Option<String>,
    /// Only those with this mail address, in any case.
    pub email: Option<EmailAddress>,
    /// Made at or after.
    pub from: Option<Timestamp>,
    /// Made before.
    pub until: Option<Timestamp>,
    /// Continue behind this place: instant and external id.
    pub after: Option<(Timestamp, String)>,
    /// At most so many.
    pub limit: i64,
}

impl Tx<'_> {
    /// One page of a list, newest first, without steps. The order is by instant, then by external id, both descending.
    ///
    /// # Errors
    /// Only the database's.
    pub fn listing(&mut self, tenant_id: TenantId, filter: &ListingFilter) -> Result<Vec<Applicant>> {
        let (sql, params) = query(tenant_id, filter);
        self.query_text(&sql, &params)?.iter().map(applicant).collect()
    }

    /// The approved applicants that are one person, oldest first, without steps.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicants_of_person(&mut self, tenant_id: TenantId, id: PersonId) -> Result<Vec<Applicant>> {
        let rows = self.query(OF_PERSON, params![tenant_id, id])?;
        rows.iter().map(applicant).collect()
    }

    /// Whether an applicant that the same API made has this mail address, in any case.
    ///
    /// # Errors
    /// Only the database's.
    pub fn applicant_email_taken(
        &mut self,
        tenant_id: TenantId,
        email: &EmailAddress,
        api: Option<Api>,
    ) -> Result<bool> {
        let rows = self.query(
            "SELECT * FROM applicant WHERE tenant_id = $1 AND email_folded = $2",
            params![tenant_id, email.folded()],
        )?;
        let applicants: Vec<Applicant> = rows.iter().map(applicant).collect::<Result<_>>()?;
        Ok(applicants.iter().any(|other| other.origin.api == api))
    }

    /// The person that approved applicants with this key are.
    ///
    /// # Errors
    /// Only the database's.
    pub fn person_by_key(&mut self, tenant_id: TenantId, key: &str) -> Result<Option<PersonId>> {
        let row = self.query_opt(BY_KEY, params![tenant_id, key])?;
        row.map(|row| row.get("person_id")).transpose()
    }
}

/// Builds the text from our own constants; everything from outside is a parameter.
fn query(tenant_id: TenantId, filter: &ListingFilter) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![tenant_id.into()];
    let mut sql = String::from("SELECT * FROM applicant WHERE tenant_id = $1");
    let mut add = |condition: &str, value: Value| {
        params.push(value);
        let place = format!("${}", params.len());
        sql.push_str(&condition.replace("$?", &place));
    };
    if let Some(external_id) = &filter.external_id {
        add(" AND external_id = $?", external_id.clone().into());
    }
    if let Some(reference) = &filter.client_reference {
        add(" AND client_reference = $?", reference.clone().into());
    }
    if let Some(email) = &filter.email {
        add(" AND email_folded = $?", email.folded().into());
    }
    if let Some(from) = filter.from {
        add(" AND created_at >= $?", from.into());
    }
    if let Some(until) = filter.until {
        add(" AND created_at < $?", until.into());
    }
    if let Some((at, external_id)) = &filter.after {
        add(" AND (created_at, external_id) < ($?", (*at).into());
        add(", $?)", external_id.clone().into());
    }
    add(
        " ORDER BY created_at DESC, external_id DESC LIMIT $?",
        filter.limit.into(),
    );
    (sql, params)
}

#[cfg(test)]
mod tests {
    use values::TenantId;

    use super::*;
    use crate::{
        applicant::{SAME_EMAIL, SAME_PHONE},
        testing::TestDb,
    };

    /// How SQLite means to find the rows.
    async fn plan(db: &TestDb, sql: String, params: Vec<Value>) -> String {
        let explained = db.read(move |tx| {
            let rows = tx.query_text(&format!("EXPLAIN QUERY PLAN {sql}"), &params)?;
            rows.iter()
                .map(|row| row.get::<String>("detail"))
                .collect::<Result<Vec<_>>>()
        });
        explained.await.unwrap().join("; ")
    }

    /// SQLite rather walks a whole tenant in the order that is asked for than sort few rows: each index has that order too.
    #[tokio::test]
    async fn nothing_that_names_a_person_walks_the_whole_tenant() {
        let db = TestDb::sqlite().await;
        let tenant_id = TenantId::parse("0190a5b4-7c3e-7000-8000-000000000001").unwrap();
        let email = EmailAddress::parse("a@example.org").ok();
        let reference = || Some("user".to_owned());
        let filters = [
            (
                ListingFilter {
                    client_reference: reference(),
                    ..ListingFilter::default()
                },
                "client_reference=?",
            ),
            (
                ListingFilter {
                    email: email.clone(),
                    ..ListingFilter::default()
                },
                "email_folded=?",
            ),
            (
                ListingFilter {
                    external_id: reference(),
                    email,
                    ..ListingFilter::default()
                },
                "external_id=?",
            ),
            (
                ListingFilter {
                    after: Some((Timestamp::from_millis(1), "x".into())),
                    ..ListingFilter::default()
                },
                "<(?,?)",
            ),
        ];
        for (filter, narrows) in filters {
            let (sql, params) = query(tenant_id, &filter);
            let plan = plan(&db, sql, params).await;
            assert!(plan.contains(narrows), "{plan}");
        }
        for (sql, narrows) in [
            (OF_PERSON, "person_id=?"),
            (BY_KEY, "person_key=?"),
            (SAME_EMAIL, "email_folded=?"),
            (SAME_PHONE, "phone_e164=?"),
        ] {
            let count = (1..=3)
                .filter(|number| sql.contains(&format!("${number}")))
                .count();
            let params = vec![Value::from("x"); count];
            let plan = plan(&db, sql.to_owned(), params).await;
            assert!(plan.contains(narrows) && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
