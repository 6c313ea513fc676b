//! Tables of conditions, broken definitions and answers to a questionnaire of our own making.

use super::*;
use crate::Reason;
use proptest::prelude::*;
use serde_json::{Value, json};

fn sample() -> Definition {
    Definition::parse(&serde_json::from_str(include_str!("sample.json")).unwrap()).unwrap()
}

fn answers(json: Value) -> Answers {
    json.as_object().unwrap().clone()
}

fn shown(definition: &Definition, given: Value) -> Vec<String> {
    let given = answers(given);
    let visible = definition.visible(&given);
    visible
        .questions()
        .iter()
        .map(|shown| shown.element.name.clone())
        .collect()
}

fn problems(given: Value) -> Vec<(String, String)> {
    let problems = sample().check(&answers(given)).unwrap_err();
    problems
        .into_iter()
        .map(|problem| (problem.name, problem.reason.to_string()))
        .collect()
}

#[test]
fn conditions_hold_as_documented() {
    let given = answers(json!({
        "a": "Yes", "n": 5, "s": "12", "list": ["x", "y"], "flag": true, "none": [], "text": "hello world",
        "matrix": { "row 1": "often" }, "files": [{ "name": "a.pdf" }], "zero": 0, "b-Comment": "why"
    }));
    let cases = [
        ("{a} = 'yes'", true),
        ("{a} == \"YES \"", true),
        ("{a} <> 'no' AND {a} != 'No'", true),
        ("{missing} = 'yes'", false),
        ("{missing} <> 'yes'", true),
        ("{missing} empty and {none} empty and {a} notempty", true),
        ("{missing} = ''", true),
        ("{zero} empty", false),
        ("{n} = '5' and {s} = 12", true),
        ("{s} > 9 and {s} >= 12 and {n} < {s} and {n} <= 5", true),
        ("{missing} > 1 or {missing} < 1", false),
        ("'2024-02-01' > '2024-01-31'", true),
        ("{list} contains 'x' and {list} contains ['y','x']", true),
        ("{list} notcontains 'z'", true),
        ("{text} contains 'WORLD'", true),
        ("{list} anyof ['z', 'y']", true),
        ("{list} allof ['x', 'z']", false),
        ("{a} anyof ['yes', 'no']", true),
        ("{list} noneof ['z']", true),
        ("{list} = ['y', 'x']", true),
        ("{flag}", true),
        ("{flag} = 'true' and {flag} = true", true),
        ("!{flag} or not {n} = 6", true),
        ("not ({flag} and {n} = 5)", false),
        ("{flag} or {flag} and false", true),
        ("({flag} or {flag}) and false", false),
        ("{n} + 2 * 3 = 11", true),
        ("({n} + 2) * 3 - 1 = 20", true),
        ("-{n} = 0 - 5 and {n} % 2 = 1", true),
        ("{n} / 0 empty", true),
        ("{matrix.row 1} = 'often' and {panel.n} = 5", true),
        ("{files[0].name} contains '.pdf'", true),
        ("{b-Comment} = 'why'", true),
        ("'it\\'s' = \"it's\"", true),
    ];
    for (source, expected) in cases {
        let expression = Expression::parse(source).unwrap_or_else(|reason| panic!("{source}: {reason}"));
        assert_eq!(expression.holds(&given), expected, "{source}");
    }
}

#[test]
fn broken_conditions_are_refused() {
    let deep = "(".repeat(40) + "1" + &")".repeat(40);
    let nots = "not ".repeat(200) + "1";
    let long = "1+".repeat(400) + "1";
    let cases = [
        "",
        "{a",
        "'a",
        "{a} =",
        "{a} {b}",
        "(1",
        "1)",
        "[1,",
        "{} = 1",
        "today() > 1",
        "1.2.3",
        "a = 1",
        "{a} ~ 1",
    ];
    for source in cases.into_iter().chain([deep.as_str(), &nots, &long]) {
        assert!(Expression::parse(source).is_err(), "{source}");
    }
}

fn definition_error(element: Value) -> String {
    Definition::parse(&json!({ "pages": [{ "elements": [element] }] }))
        .unwrap_err()
        .to_string()
}

#[test]
fn broken_definitions_name_their_place() {
    let at = "pages[0].elements[0]";
    let cases = [
        (
            json!({ "type": "signaturepad", "name": "a" }),
            ".type: \"signaturepad\" is not supported",
        ),
        (json!({ "type": "text" }), ".name: is required"),
        (json!({ "name": "a" }), ".type: is required"),
        (
            json!({ "type": "text", "name": "a-Comment" }),
            ".name: must not end with -Comment",
        ),
        (
            json!({ "type": "text", "name": "a", "inputType": "color" }),
            ".inputType: \"color\" is not supported",
        ),
        (
            json!({ "type": "text", "name": "a", "visibleIf": "{b} =" }),
            ".visibleIf: the expression stops too early",
        ),
        (
            json!({ "type": "text", "name": "a", "isRequired": "yes" }),
            ".isRequired: must be true or false",
        ),
        (
            json!({ "type": "text", "name": "a", "title": 5 }),
            ".title: must be a text, or a text for each locale",
        ),
        (
            json!({ "type": "dropdown", "name": "a" }),
            ".choices: is required",
        ),
        (
            json!({ "type": "dropdown", "name": "a", "choices": [1, "1"] }),
            ".choices[1]: is listed twice",
        ),
        (
            json!({ "type": "dropdown", "name": "a", "choicesByUrl": { "url": "x" } }),
            ".choicesByUrl: is not supported",
        ),
        (
            json!({ "type": "matrix", "name": "a", "rows": ["r"] }),
            ".columns: is required",
        ),
        (
            json!({ "type": "text", "name": "a", "validators": [{ "type": "regex", "regex": "(?=a)" }] }),
            ".validators[0].regex: must be a small pattern without look-around",
        ),
        (
            json!({ "type": "text", "name": "a", "validators": [
                { "type": "regex", "regex": "(a{99}){999}" }
            ] }),
            ".validators[0].regex: must be a small pattern without look-around",
        ),
        (
            json!({ "type": "rating", "name": "a", "rateStep": 0 }),
            ": rateMin, rateMax and rateStep must make a short scale",
        ),
        (
            json!({ "type": "boolean", "name": "a", "defaultValue": 7 }),
            ".defaultValue: must be true or false",
        ),
    ];
    for (element, expected) in cases {
        assert_eq!(definition_error(element), format!("{at}{expected}"));
    }
    let root = |json: Value| Definition::parse(&json).unwrap_err().to_string();
    assert_eq!(root(json!([])), "questionnaire: must be an object");
    assert_eq!(root(json!({})), "questionnaire: has no elements");
    assert_eq!(
        root(json!({ "pages": vec![json!({}); 51] })),
        "pages: must have at most 50 items"
    );
    let twice = json!([{ "type": "text", "name": "a" }, { "type": "text", "name": "a" }]);
    assert_eq!(
        root(json!({ "elements": twice })),
        "elements[1].name: is used by another element"
    );
    let nested = (0..5).fold(
        json!({ "type": "text", "name": "q" }),
        |inner, depth| json!({ "type": "panel", "name": format!("p{depth}"), "elements": [inner] }),
    );
    assert!(root(json!({ "elements": [nested] })).ends_with("must nest at most 5 levels"));
    let page = |start: usize| -> Vec<Value> {
        (start..start + 300)
            .map(|index| json!({ "type": "text", "name": format!("q{index}") }))
            .collect()
    };
    let many = json!({ "pages": [{ "elements": page(0) }, { "elements": page(300) }] });
    assert!(root(many).ends_with("there must be at most 500 elements"));
}

#[test]
fn texts_follow_the_locale() {
    let definition = sample();
    let title = definition.title.as_ref().unwrap();
    assert_eq!(
        (title.text("de-AT"), title.text("fr")),
        ("Kundenprüfung", "Know your customer")
    );
    assert_eq!(definition.elements()[1].heading("de"), "Woher kommt das Geld?");
    assert_eq!(definition.elements()[3].heading("de"), "employer");
}

#[test]
fn what_shows_follows_the_answers() {
    let definition = sample();
    let always = [
        "source",
        "pep",
        "residence",
        "tax_number",
        "ease",
        "contact",
        "site",
    ];
    assert_eq!(shown(&definition, json!({})), always);
    let work = shown(&definition, json!({ "source": "salary", "income": "60000" }));
    assert_eq!(work[..4], ["source", "employer", "income", "payslips"]);
    let roles = json!({ "pep": true, "pep_roles": ["judge"], "risk": { "crypto": "often" } });
    let visible = shown(&definition, roles);
    assert_eq!(
        visible[1..6],
        ["pep", "pep_roles", "pep_since", "risk", "crypto_reason"]
    );
    let closed = json!({ "pep": false, "pep_roles": ["judge"], "risk": { "crypto": "often" } });
    assert_eq!(
        shown(&definition, closed),
        always,
        "a chain closes at its first link"
    );
    let given = answers(json!({ "residence": "US" }));
    let visible = definition.visible(&given);
    let tax = visible
        .questions()
        .into_iter()
        .find(|shown| shown.element.name == "tax_number")
        .unwrap();
    assert!(tax.enabled && tax.required);
}

#[test]
fn keeps_good_answers_in_their_form_and_order() {
    let kept = sample().check(&answers(json!({
        "residence": "US", "tax_number": "123-45-6789", "unknown": 1, "ease": "4", "contact": "a@example.com",
        "source": "salary", "employer": "Acme", "income": "60000", "inheritance_details": "hidden",
        "payslips": [{ "name": "may.pdf", "fileId": "f1", "content": "data:..." }],
        "pep": "false", "pep_roles": ["judge"], "site": ""
    })));
    let expected = json!({
        "source": "salary", "employer": "Acme", "income": 60000,
        "payslips": [{ "name": "may.pdf", "fileId": "f1" }],
        "pep": false, "residence": "US", "tax_number": "123-45-6789", "ease": 4, "contact": "a@example.com"
    });
    assert_eq!(
        serde_json::to_string(&kept.unwrap()).unwrap(),
        expected.to_string()
    );
}

#[test]
fn names_every_problem() {
    let required = |name: &str| (name.to_owned(), "is required".to_owned());
    assert_eq!(
        problems(json!({})),
        [required("source"), required("pep"), required("residence")]
    );
    let words = "from an old aunt";
    let base =
        json!({ "source": "inheritance", "inheritance_details": words, "pep": false, "residence": "AT" });
    assert!(sample().check(&answers(base.clone())).is_ok());
    let long = "x".repeat(10_001);
    let cases = [
        (
            json!({ "source": "theft" }),
            "source",
            "must be one of the choices",
        ),
        (json!({ "source": "other" }), "source-Comment", "is required"),
        (
            json!({ "inheritance_details": "short" }),
            "inheritance_details",
            "must have 10 to more characters",
        ),
        (
            json!({ "inheritance_details": long }),
            "inheritance_details",
            "must be at most 10000 characters",
        ),
        (
            json!({ "source": "salary", "income": 1 }),
            "employer",
            "is required",
        ),
        (
            json!({ "source": "business", "income": -1 }),
            "income",
            "must be at least 0",
        ),
        (
            json!({ "source": "business", "income": 1e9 }),
            "income",
            "That is too much.",
        ),
        (
            json!({ "source": "business", "income": "NaN" }),
            "income",
            "must be a number",
        ),
        (
            json!({ "source": "business", "income": 60000 }),
            "payslips",
            "is required",
        ),
        (
            json!({ "source": "business", "income": 60000, "payslips": ["x"] }),
            "payslips",
            "must be a list of files, each with name and fileId",
        ),
        (json!({ "pep": "perhaps" }), "pep", "must be true or false"),
        (json!({ "residence": "US" }), "tax_number", "is required"),
        (
            json!({ "tax_number": "12" }),
            "tax_number",
            "Nine digits, please.",
        ),
        (json!({ "ease": 6 }), "ease", "must be a mark of the scale"),
        (
            json!({ "site": "javascript:alert(1)" }),
            "site",
            "must be a web address that begins with https:// or http://",
        ),
    ];
    for (change, name, reason) in cases {
        let mut given = answers(base.clone());
        given.extend(answers(change.clone()));
        let expected = vec![(name.to_owned(), reason.to_owned())];
        assert_eq!(problems(Value::Object(given)), expected, "{change}");
    }
    assert_eq!(
        sample()
            .check(&answers(json!({ "contact": "x" })))
            .unwrap_err()
            .len(),
        4
    );
}

#[test]
fn checks_roles_days_and_matrices() {
    let with = |pep: Value| {
        let mut given = answers(
            json!({ "source": "other", "source-Comment": "lottery", "pep": true, "residence": "AT" }),
        );
        given.extend(answers(pep));
        sample().check(&given)
    };
    let rows = json!({ "cash": "never", "crypto": "sometimes" });
    let kept = with(json!({ "pep_roles": ["judge"], "pep_since": "2001-02-03", "risk": rows })).unwrap();
    assert_eq!(
        (&kept["source-Comment"], &kept["risk"]),
        (&json!("lottery"), &rows)
    );
    let reason = |pep: Value| with(pep).unwrap_err().remove(0).reason;
    let once = Reason::Expected("a list that names each choice once");
    assert_eq!(
        reason(json!({ "pep_roles": ["judge", "judge"], "risk": rows })),
        once
    );
    assert!(matches!(
        reason(json!({ "pep_roles": ["judge", "none"], "risk": rows })),
        Reason::Expected(_)
    ));
    let late = json!({ "pep_roles": ["judge"], "pep_since": "1949-12-31", "risk": rows });
    assert_eq!(
        reason(late),
        Reason::Other("must not be before 1950-01-01".into())
    );
    let never = json!({ "pep_roles": ["judge"], "pep_since": "2001-02-30", "risk": rows });
    assert_eq!(
        reason(never),
        Reason::Expected("a date that exists, written YYYY-MM-DD")
    );
    assert_eq!(
        reason(json!({ "pep_roles": ["judge"], "risk": { "cash": "never" } })),
        Reason::Required
    );
    assert!(matches!(
        reason(json!({ "pep_roles": ["judge"], "risk": { "x": "never" } })),
        Reason::Expected(_)
    ));
}

fn any_json() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "name",
        "type",
        "text",
        "pages",
        "elements",
        "panel",
        "choices",
        "checkbox",
        "matrix",
        "rows",
        "columns",
        "value",
        "visibleIf",
        "{a} = 1",
        "true",
        "defaultValue",
        "rating",
        "rateMax",
        "file",
        "validators",
        "regex",
        "",
        "a",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..6).prop_map(|members| members
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

/// Answers that are right often enough to reach every rule.
fn likely_answers() -> impl Strategy<Value = Answers> {
    let names: Vec<String> = sample()
        .elements()
        .iter()
        .map(|element| element.name.clone())
        .collect();
    let likely = prop::sample::select(vec![
        json!("salary"),
        json!("business"),
        json!("other"),
        json!("inheritance"),
        json!(true),
        json!(false),
        json!("US"),
        json!(["judge"]),
        json!(["none"]),
        json!(" 60000 "),
        json!(5),
        json!({ "cash": "often", "crypto": "often" }),
        json!({ "cash": "" }),
        json!("123-45-6789"),
        json!("2001-01-01"),
        json!("long enough an answer"),
        json!("1e3"),
        json!([{ "name": "a", "fileId": "b" }]),
        json!("a@example.com"),
        json!("https://example.com/"),
        json!("  "),
    ]);
    let value = prop_oneof![8 => likely, 1 => any_json()];
    prop::collection::vec((prop::sample::select(names), value, any::<bool>()), 0..40).prop_map(|pairs| {
        let named = |(name, value, comment)| {
            if comment {
                (name, value)
            } else {
                (format!("{name}-Comment"), value)
            }
        };
        let good = json!({ "source": "other", "source-Comment": "x", "pep": false, "residence": "AT" });
        let mut given = answers(good);
        given.extend(pairs.into_iter().map(named));
        given
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_definition_is_taken_or_refused(json in any_json(), given in any_json()) {
        for json in [json.clone(), json!({ "elements": [json] })] {
            if let Ok(definition) = Definition::parse(&json) {
                let _ = definition.check(given.as_object().unwrap_or(&Answers::new()));
            }
        }
    }

    #[test]
    fn any_expression_is_taken_or_refused(
        source in "[{}a-c'\\[\\]()!=<>+*/ 0-9,.-]{0,40}|([{}()' ]|not|and|or|empty|a|1){0,20}",
    ) {
        if let Ok(expression) = Expression::parse(&source) {
            let _ = expression.holds(&answers(json!({ "a": [1, "b"], "b": "2" })));
        }
    }

    #[test]
    fn checking_again_changes_nothing(given in likely_answers()) {
        if let Ok(kept) = sample().check(&given) {
            prop_assert_eq!(sample().check(&kept), Ok(kept));
        }
    }
}

#[test]
fn a_file_question_asks_for_types_by_name_by_family_and_by_extension() {
    for (accepted, taken, refused) in [
        ("", "image/png", ""),
        (".pdf", "application/pdf", "image/jpeg"),
        ("image/*", "image/webp", "application/pdf"),
        ("image/png, .JPG", "image/jpeg", "image/webp"),
        ("*/*", "application/pdf", ""),
        (".docx,.pdf", "application/pdf", "application/zip"),
        ("application/p*", "application/p*", "application/pdf"),
    ] {
        let definition = Definition::parse(&json!({
            "pages": [{ "elements": [{ "type": "file", "name": "bill", "acceptedTypes": accepted }] }],
        }))
        .unwrap();
        let Kind::File(rules) = &definition.elements()[0].kind else {
            panic!("a file question")
        };
        assert!(rules.accepts(taken), "{accepted:?} {taken}");
        assert!(
            refused.is_empty() || !rules.accepts(refused),
            "{accepted:?} {refused}"
        );
    }
}
