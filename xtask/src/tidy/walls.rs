//! The walls between the crates, read from each crate's manifest.
//!
//! Dependencies of tests alone are free: a test may open what the product keeps apart.

use super::source::SourceFile;
use super::{Finding, Rule};

pub const RULES: &[Rule] = &[Rule {
    name: "crate-walls",
    why: "who may know whom: engines know values, domain knows engines, store knows domain, app knows store, \
          wires and pages know app and never each other, the server knows all",
    check: crate_walls,
}];

const ENGINES: [&str; 7] = [
    "screening",
    "documents",
    "biometrics",
    "ledger",
    "sepa",
    "cards",
    "chains",
];
const OTHERS: [&str; 7] = ["values", "domain", "store", "app", "apis", "web", "server"];

fn is_ours(name: &str) -> bool {
    ENGINES.contains(&name) || OTHERS.contains(&name)
}

/// Whether the first crate may depend on the second; nothing for a crate that the map does not know.
fn may_depend(from: &str, on: &str) -> Option<bool> {
    let engine = ENGINES.contains(&on);
    Some(match from {
        "values" => false,
        "domain" => on == "values" || engine,
        "store" => ["values", "domain"].contains(&on),
        "app" => ["values", "domain", "store"].contains(&on) || engine,
        "apis" | "web" => ["values", "domain", "app"].contains(&on),
        "server" => on != "server",
        _ if ENGINES.contains(&from) => on == "values",
        _ => return None,
    })
}

fn crate_walls(file: &SourceFile) -> Vec<Finding> {
    let Some(from) = file
        .crate_name()
        .filter(|name| file.path == format!("crates/{name}/Cargo.toml"))
    else {
        return Vec::new();
    };
    if !is_ours(from) {
        return vec![Finding::new(
            1,
            format!("crate `{from}` has no place among the walls: give it one here"),
        )];
    }
    let breach = |(line, on): (usize, String)| {
        let forbidden = is_ours(&on) && may_depend(from, &on) == Some(false);
        forbidden.then(|| Finding::new(line, format!("`{from}` must not depend on `{on}`")))
    };
    dependency_names(&file.text)
        .into_iter()
        .filter_map(breach)
        .collect()
}

/// The packages a manifest depends on, with their lines, dependencies of tests left out.
/// A renamed package counts by its own name, a path by its last folder.
pub fn dependency_names(manifest: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut inside = false;
    for (index, line) in manifest.lines().enumerate() {
        let text = line.split('#').next().unwrap_or_default().trim();
        if let Some(section) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let one = section_dependency(section);
            inside = one.is_some() || is_dependency_section(section);
            found.extend(one.map(|name| (index + 1, name)));
        } else if inside && let Some((key, value)) = text.split_once('=') {
            found.extend(entry_names(key, value).into_iter().map(|name| (index + 1, name)));
        }
    }
    found
}

fn is_dependency_section(section: &str) -> bool {
    ["dependencies", "build-dependencies"].contains(&section)
        || (section.starts_with("target.")
            && section.ends_with("dependencies")
            && !section.ends_with("dev-dependencies"))
}

/// `[dependencies.store]` names one.
fn section_dependency(section: &str) -> Option<String> {
    let (table, name) = section.rsplit_once('.')?;
    is_dependency_section(table).then(|| name.trim_matches('"').to_owned())
}

fn entry_names(key: &str, value: &str) -> Vec<String> {
    let key = key.trim().trim_matches('"');
    let named = key.split('.').next().unwrap_or(key);
    let unquoted = value.trim().trim_matches('"');
    let own = match key {
        "package" => vec![unquoted.to_owned()],
        "path" => unquoted.rsplit('/').take(1).map(str::to_owned).collect(),
        _ => vec![named.to_owned()],
    };
    let package = quoted_after(value, "package");
    let path = quoted_after(value, "path").and_then(|path| path.rsplit('/').next());
    let renamed = package
        .into_iter()
        .chain(path)
        .map(str::to_owned)
        .filter(|name| name != named);
    own.into_iter().chain(renamed).collect()
}

/// The quoted value of a key inside an inline table.
fn quoted_after<'text>(value: &'text str, key: &str) -> Option<&'text str> {
    let (_, rest) = value.split_once(key)?;
    let (_, rest) = rest.trim_start().strip_prefix('=')?.split_once('"')?;
    rest.split_once('"').map(|(quoted, _)| quoted)
}

#[cfg(test)]
mod tests {
    use crate::tidy::tests::lines_found;

    fn found(name: &str, manifest: &str) -> Vec<usize> {
        lines_found("crate-walls", &format!("crates/{name}/Cargo.toml"), manifest)
    }

    #[test]
    fn each_wall_holds() {
        let breaches = [
            ("values", "domain"),
            ("documents", "domain"),
            ("documents", "ledger"),
            ("domain", "store"),
            ("store", "app"),
            ("store", "documents"),
            ("app", "apis"),
            ("apis", "store"),
            ("apis", "web"),
            ("web", "store"),
            ("web", "apis"),
        ];
        for (from, on) in breaches {
            let manifest = format!("[package]\nname = \"{from}\"\n[dependencies]\n{on}.workspace = true\n");
            assert_eq!(found(from, &manifest), [4], "{from} on {on}");
        }
    }

    #[test]
    fn the_doors_are_open() {
        let allowed = [
            ("documents", "values"),
            ("domain", "ledger"),
            ("store", "domain"),
            ("app", "store"),
            ("app", "documents"),
            ("apis", "app"),
            ("web", "domain"),
            ("server", "web"),
            ("apis", "serde"),
        ];
        for (from, on) in allowed {
            assert!(
                found(from, &format!("[dependencies]\n{on}.workspace = true\n")).is_empty(),
                "{from} on {on}"
            );
        }
        assert!(found("apis", "[dev-dependencies]\nstore.workspace = true\n").is_empty());
    }

    #[test]
    fn no_spelling_of_a_dependency_goes_around_the_wall() {
        assert_eq!(
            found(
                "web",
                "[dependencies]\ndb = { package = \"store\", path = \"../store\" }\n"
            ),
            [2, 2]
        );
        assert_eq!(
            found("web", "[dependencies]\ndb = { path = \"../store\" }\n"),
            [2]
        );
        assert_eq!(found("web", "[dependencies.store]\nworkspace = true\n"), [1]);
        assert_eq!(found("web", "[dependencies.db]\npackage = \"store\"\n"), [2]);
        assert_eq!(
            found(
                "web",
                "[target.'cfg(unix)'.dependencies]\nstore.workspace = true\n"
            ),
            [2]
        );
        assert_eq!(
            found("web", "[build-dependencies]\nstore = { workspace = true }\n"),
            [2]
        );
    }

    #[test]
    fn a_new_crate_must_be_given_its_place() {
        assert_eq!(found("billing", "[package]\n"), [1]);
    }
}
