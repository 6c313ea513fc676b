//! The table of compatibility names tests that exist, and counts them right.

/// The function of a module of this folder, `module::function` or `module::part::function`.
fn exists(test: &str) -> bool {
    let (module, function) = test.rsplit_once("::").unwrap();
    let file = format!(
        "{}/tests/it/{}.rs",
        env!("CARGO_MANIFEST_DIR"),
        module.replace("::", "/")
    );
    let source = std::fs::read_to_string(file).unwrap_or_default();
    source.contains(&format!("async fn {function}("))
}

#[test]
fn every_test_in_the_table_exists() {
    let path = format!("{}/../../docs/compatibility.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let documented = text.split("### Beside").next().unwrap();
    let rows = |text: &str| -> Vec<String> {
        let rows = text.lines().filter(|line| line.starts_with("| `"));
        rows.map(|row| row.split(" | ").last().unwrap().trim_end_matches(" |").to_owned())
            .collect()
    };
    let proven: Vec<String> = rows(&text)
        .into_iter()
        .filter(|cell| cell != "not built yet")
        .map(|cell| cell.trim_matches('`').to_owned())
        .collect();
    for test in &proven {
        assert!(exists(test), "{test}");
    }
    let all = rows(documented);
    let built = all.iter().filter(|cell| *cell != "not built yet").count();
    let says = format!("{built} of {} documented calls are built.", all.len());
    assert!(text.contains(&says), "the page should say: {says}");
}
