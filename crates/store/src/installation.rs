//! Facts about this installation as a whole, such as the proof that the master key fits the data.

use domain::Result;

use crate::{Tx, params};

impl Tx<'_> {
    /// The stored text of a fact.
    ///
    /// # Errors
    /// Only the database's.
    pub fn installation(&mut self, name: &str) -> Result<Option<String>> {
        let row = self.query_opt("SELECT content FROM installation WHERE name = $1", params![name])?;
        row.map(|row| row.get("content")).transpose()
    }

    /// Stores a fact; one that is stored already stays, and is returned.
    ///
    /// # Errors
    /// Only the database's.
    pub fn installation_keep(&mut self, name: &str, content: &str) -> Result<String> {
        self.execute(
            "INSERT INTO installation (name, content) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            params![name, content],
        )?;
        self.query_one("SELECT content FROM installation WHERE name = $1", params![name])?
            .get("content")
    }
}
