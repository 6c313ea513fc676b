//! From the shared `$n` placeholders to SQLite's `?n`: SQLite reads `$1` as a name, not as a number.

/// Replaces `$1` by `?1` and so on, outside of quotes and comments.
pub(super) fn numbered(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '"' => quoted(rest, first),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '$' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => {
                text.push('?');
                rest = &rest[1..];
                continue;
            }
            other => other.len_utf8(),
        };
        text.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    text
}

/// The length of the quoted text that `rest` begins with. A doubled quote ends one and begins the next, which is the same.
fn quoted(rest: &str, quote: char) -> usize {
    rest[1..].find(quote).map_or(rest.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renumbers_placeholders_and_nothing_else() {
        for (shared, sqlite) in [
            ("SELECT $1, $2, $1", "SELECT ?1, ?2, ?1"),
            ("SELECT '$1', \"$2\", $3", "SELECT '$1', \"$2\", ?3"),
            ("SELECT 'it''s $1' || $10", "SELECT 'it''s $1' || ?10"),
            ("-- don't $1\nSELECT $1", "-- don't $1\nSELECT ?1"),
            ("/* '$1 */ SELECT $2 - 1", "/* '$1 */ SELECT ?2 - 1"),
            ("SELECT 'ünclosed $1", "SELECT 'ünclosed $1"),
            ("SELECT $", "SELECT $"),
        ] {
            assert_eq!(numbered(shared), sqlite);
        }
    }
}
