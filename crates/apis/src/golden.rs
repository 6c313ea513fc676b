//! Compares an answer with a golden example by keys, JSON types and fixed texts; values are the caller's to compare.
//!
//! The golden is a fully populated object, so a null never passes for a documented type unless a rule says why. Paths look like
//! `data.servicesData[].status`. For tests only; knows no wire.

use serde_json::{Map, Value};

/// What is special about an example.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules<'a> {
    /// Paths whose values must equal the golden's.
    pub fixed: &'a [&'a str],
    /// Paths that may be null, each with the reason.
    pub nullable: &'a [(&'a str, &'a str)],
    /// Paths of objects with free keys.
    pub open: &'a [&'a str],
}

/// Everything in `actual` that differs in shape from `golden`, one sentence each.
///
/// Keys may come in any order. Each item of an array must have the shape of at least one item of the golden's array;
/// an array that the golden fills must not be empty.
pub fn problems(golden: &Value, actual: &Value, rules: &Rules<'_>) -> Vec<String> {
    compare("", golden, actual, rules)
}

fn compare(path: &str, golden: &Value, actual: &Value, rules: &Rules<'_>) -> Vec<String> {
    if rules.fixed.contains(&path) && golden != actual {
        return vec![format!("{path}: is {actual}, not {golden}")];
    }
    if rules.nullable.iter().any(|(nullable, _)| *nullable == path) && (actual.is_null() || golden.is_null())
    {
        return Vec::new();
    }
    match (golden, actual) {
        (Value::Object(_), Value::Object(_)) if rules.open.contains(&path) => Vec::new(),
        (Value::Object(golden), Value::Object(actual)) => compare_objects(path, golden, actual, rules),
        (Value::Array(golden), Value::Array(actual)) => compare_arrays(path, golden, actual, rules),
        (Value::Bool(_), Value::Bool(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::String(_), Value::String(_)) => Vec::new(),
        (Value::Null, _) => vec![format!("{path}: the golden is null, and no rule says why")],
        (golden, actual) => vec![format!(
            "{path}: is {}, not {}",
            type_name(actual),
            type_name(golden)
        )],
    }
}

fn compare_objects(
    path: &str,
    golden: &Map<String, Value>,
    actual: &Map<String, Value>,
    rules: &Rules<'_>,
) -> Vec<String> {
    let below = |key: &str| match path {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    };
    let mut problems = Vec::new();
    for (key, expected) in golden {
        match actual.get(key) {
            Some(value) => problems.extend(compare(&below(key), expected, value, rules)),
            None => problems.push(format!("{}: is missing", below(key))),
        }
    }
    let unknown = actual.keys().filter(|key| !golden.contains_key(*key));
    problems.extend(unknown.map(|key| format!("{}: is not documented", below(key))));
    problems
}

fn compare_arrays(path: &str, golden: &[Value], actual: &[Value], rules: &Rules<'_>) -> Vec<String> {
    if golden.is_empty() != actual.is_empty() {
        let is = if actual.is_empty() { "empty" } else { "filled" };
        return vec![format!("{path}[]: is {is}, unlike the golden")];
    }
    let item_path = format!("{path}[]");
    let closest = |item: &Value| {
        golden
            .iter()
            .map(|model| compare(&item_path, model, item, rules))
            .min_by_key(Vec::len)
            .unwrap_or_default()
    };
    actual.iter().flat_map(closest).collect()
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(golden: Value, actual: Value, rules: &Rules<'_>) -> Vec<String> {
        problems(&golden, &actual, rules)
    }

    #[test]
    fn values_and_order_do_not_matter() {
        let golden = json!({"a": 1, "b": [{"c": "x"}], "d": true});
        let actual = json!({"d": false, "b": [{"c": "y"}, {"c": "z"}], "a": 2.5});
        assert!(found(golden, actual, &Rules::default()).is_empty());
    }

    #[test]
    fn keys_and_types_do() {
        let golden = json!({"a": 1, "b": [{"c": "x"}], "d": {}, "e": [1]});
        let actual = json!({"a": "1", "b": [{"c": null}], "d": {"f": 1}, "e": []});
        assert_eq!(
            found(golden, actual, &Rules::default()),
            [
                "a: is a string, not a number",
                "b[].c: is null, not a string",
                "d.f: is not documented",
                "e[]: is empty, unlike the golden",
            ]
        );
        assert_eq!(
            found(json!({"a": 1}), json!({}), &Rules::default()),
            ["a: is missing"]
        );
        assert_eq!(
            found(json!({"a": null}), json!({"a": 1}), &Rules::default()).len(),
            1
        );
    }

    #[test]
    fn rules_fix_open_and_excuse() {
        let rules = Rules {
            fixed: &["status"],
            nullable: &[("list[].year", "no machine reads it")],
            open: &["map"],
        };
        let golden = json!({"status": true, "list": [{"year": "2012"}], "map": {}});
        let fine = json!({"status": true, "list": [{"year": null}], "map": {"k": 1}});
        assert!(found(golden.clone(), fine, &rules).is_empty());
        let wrong = json!({"status": false, "list": [{"year": 2012}], "map": []});
        assert_eq!(found(golden, wrong, &rules).len(), 3);
    }

    #[test]
    fn an_item_may_have_the_shape_of_any_example() {
        let golden = json!([{"a": 1}, {"b": 1}]);
        assert!(found(golden.clone(), json!([{"b": 2}, {"a": 2}]), &Rules::default()).is_empty());
        assert_eq!(
            found(golden, json!([{"a": 1, "b": 1}]), &Rules::default()),
            ["[].b: is not documented"]
        );
    }
}
