//! A questionnaire as a form, and the form as answers. What shows and what is valid is the domain's to say.
//!
//! Inputs are named by the place of their question in the questionnaire (`q7`), never by its name: a name may hold anything.

use domain::{
    Reason,
    questionnaire::{AnswerProblem, Answers, Choice, Choices, Definition, Element, Input, Kind, Validator},
    step::AnswerFile,
};
use serde_json::{Map, Value, json};
use values::TextProblem;

use super::{
    form::Form,
    view::{Cell, KeptFile, Question, Row},
};
use crate::text::Texts;

/// Names of what shows beyond the elements: pages are told apart from elements by this.
const PAGE_PREFIX: &str = "page ";
/// Ends the name of the answer that explains "other".
const COMMENT_SUFFIX: &str = "-Comment";
const ACCEPT: &str = "image/jpeg,image/png,image/webp,application/pdf";

/// What a questionnaire's form shows.
pub struct Shown<'shown> {
    /// The questionnaire.
    pub definition: &'shown Definition,
    /// The answers so far.
    pub answers: &'shown Answers,
    /// What is wrong with them.
    pub problems: &'shown [AnswerProblem],
    /// Why files were turned away, in the reader's words, by question.
    pub refused: &'shown [(String, String)],
    /// The words around.
    pub t: &'static Texts,
}

/// Every element in order, hidden ones included.
pub fn questions(shown: &Shown<'_>) -> Vec<Question> {
    let names = visible_names(shown.definition, shown.answers);
    let required: Vec<String> = shown
        .definition
        .visible(shown.answers)
        .questions()
        .iter()
        .filter(|question| question.required)
        .map(|question| question.element.name.clone())
        .collect();
    let elements = shown.definition.elements();
    let locale = shown.t.language().code;
    let mut found = Vec::with_capacity(elements.len());
    let mut index = 0;
    for page in &shown.definition.pages {
        if let Some(title) = &page.title {
            let name = format!("{PAGE_PREFIX}{}", page.name);
            let description = page.description.as_ref().map(|text| text.text(locale).to_owned());
            found.push(Question {
                kind: "heading",
                visible: names.contains(&name),
                name,
                title: title.text(locale).to_owned(),
                description: description.unwrap_or_default(),
                ..Question::default()
            });
        }
        let count = page.elements.iter().map(count).sum::<usize>();
        for element in elements.iter().skip(index).take(count) {
            let mut question = question(shown, element, index);
            question.visible = names.contains(&element.name);
            // A hidden one may be shown by an answer before the next page is made.
            question.required = element.is_required || required.contains(&element.name);
            index += 1;
            if question.kind != "heading" || !question.title.is_empty() {
                found.push(question);
            }
        }
    }
    found
}

fn count(element: &Element) -> usize {
    1 + element.inner().iter().map(count).sum::<usize>()
}

/// The names of everything that shows: elements, and pages with their prefix.
pub fn visible_names(definition: &Definition, answers: &Answers) -> Vec<String> {
    let visible = definition.visible(answers);
    let mut names = Vec::new();
    for page in &visible.pages {
        names.push(format!("{PAGE_PREFIX}{}", page.page.name));
        let mut open: Vec<_> = page.elements.iter().collect();
        while let Some(shown) = open.pop() {
            names.push(shown.element.name.clone());
            open.extend(&shown.elements);
        }
    }
    names
}

fn question(shown: &Shown<'_>, element: &Element, index: usize) -> Question {
    let locale = shown.t.language().code;
    let default = element
        .default_value
        .as_ref()
        .filter(|_| shown.answers.is_empty());
    let value = shown
        .answers
        .get(&element.name)
        .or(default)
        .cloned()
        .unwrap_or_default();
    let description = element
        .description
        .as_ref()
        .map(|text| text.text(locale).to_owned());
    let comment_name = format!("{}{COMMENT_SUFFIX}", element.name);
    let problem = shown
        .problems
        .iter()
        .find(|problem| problem.name == element.name || problem.name == comment_name)
        .map(|problem| sentence(shown.t, element, &problem.reason));
    let refused = shown.refused.iter().find(|(name, _)| *name == element.name);
    let problem = refused.map(|(_, words)| words.clone()).or(problem);
    let mut question = Question {
        name: element.name.clone(),
        field: format!("q{index}"),
        id: index.to_string(),
        title: element.heading(locale).to_owned(),
        description: description.unwrap_or_default(),
        input_type: "text",
        length_max: 10_000,
        value: plain(&value),
        comment: shown.answers.get(&comment_name).map(plain).unwrap_or_default(),
        problem: problem.unwrap_or_default(),
        ..Question::default()
    };
    fill(&mut question, element, &value, shown.t);
    question
}

/// What the kind of an element adds.
fn fill(question: &mut Question, element: &Element, value: &Value, t: &'static Texts) {
    let locale = t.language().code;
    let cells = |items: &[Choice]| items.iter().map(|item| cell(item, value, locale)).collect();
    match &element.kind {
        Kind::Panel { .. } => {
            question.kind = "heading";
            question.title = element
                .title
                .as_ref()
                .map(|text| text.text(locale).to_owned())
                .unwrap_or_default();
        }
        Kind::Html { html } => {
            question.kind = "note";
            question.title = without_markup(html.text(locale));
        }
        Kind::Text { input, length_max } => {
            question.kind = "text";
            question.input_type = input_type(input);
            question.length_max = bounded(*length_max);
        }
        Kind::Comment { length_max } => {
            question.kind = "comment";
            question.length_max = bounded(*length_max);
        }
        Kind::RadioGroup(choices) => grouped(question, "radio", "radio", offered(choices, value, t)),
        Kind::Checkbox(choices) => grouped(question, "check", "checkbox", offered(choices, value, t)),
        Kind::Rating(rating) => grouped(question, "rating", "radio", cells(&rating.marks)),
        Kind::Dropdown(choices) => {
            question.kind = "dropdown";
            question.choices = offered(choices, value, t);
        }
        Kind::Boolean {
            value_true,
            value_false,
            label_true,
            label_false,
        } => {
            let label = |text: &Option<domain::questionnaire::LocalText>, key: &str| {
                text.as_ref()
                    .map_or_else(|| t.say(key), |text| text.text(locale).to_owned())
            };
            let choices = [
                (
                    "true",
                    label(label_true, "yes"),
                    value == value_true || value == "true",
                ),
                (
                    "false",
                    label(label_false, "no"),
                    value == value_false || value == "false",
                ),
            ];
            let cells = choices.map(|(value, text, chosen)| Cell {
                value: value.to_owned(),
                text,
                chosen,
            });
            grouped(question, "boolean", "radio", cells.into());
        }
        Kind::Matrix { rows, columns, .. } => {
            question.rows = matrix_rows(question, rows, columns, value, locale);
            grouped(question, "matrix", "radio", cells(columns));
        }
        Kind::File(rules) => {
            question.kind = "file";
            question.accept = match rules.accepted_types.as_slice() {
                [] => ACCEPT.to_owned(),
                types => types.join(","),
            };
            question.multiple = rules.multiple;
            question.files = kept_files(value);
        }
    }
    question.has_other = match &element.kind {
        Kind::RadioGroup(choices) | Kind::Dropdown(choices) | Kind::Checkbox(choices) => choices.has_other,
        _ => false,
    };
}

fn grouped(question: &mut Question, kind: &'static str, input_type: &'static str, choices: Vec<Cell>) {
    question.kind = kind;
    question.input_type = input_type;
    question.group = true;
    question.choices = choices;
}

fn matrix_rows(
    question: &Question,
    rows: &[Choice],
    columns: &[Choice],
    value: &Value,
    locale: &str,
) -> Vec<Row> {
    let row = |(index, row): (usize, &Choice)| {
        let chosen = value.get(plain(&row.value)).cloned().unwrap_or_default();
        Row {
            text: row.text.text(locale).to_owned(),
            field: format!("{}.{index}", question.field),
            cells: columns
                .iter()
                .map(|column| cell(column, &chosen, locale))
                .collect(),
        }
    };
    rows.iter().enumerate().map(row).collect()
}

fn cell(choice: &Choice, value: &Value, locale: &str) -> Cell {
    let own = plain(&choice.value);
    let is_own = |value: &Value| !value.is_null() && plain(value) == own;
    Cell {
        chosen: value
            .as_array()
            .map_or_else(|| is_own(value), |items| items.iter().any(is_own)),
        text: choice.text.text(locale).to_owned(),
        value: own,
    }
}

/// The choices with the special ones. These have no words of their own in the questionnaire.
fn offered(choices: &Choices, value: &Value, t: &'static Texts) -> Vec<Cell> {
    let locale = t.language().code;
    let mut cells: Vec<Cell> = choices
        .items
        .iter()
        .map(|item| cell(item, value, locale))
        .collect();
    let specials = [
        (choices.has_other, "other", "questionnaire-other-choice"),
        (choices.has_none, "none", "questionnaire-none-choice"),
    ];
    for (_, special, key) in specials.into_iter().filter(|(offered, ..)| *offered) {
        let choice = Choice {
            value: special.into(),
            text: domain::questionnaire::LocalText::plain(t.say(key)),
        };
        cells.push(cell(&choice, value, locale));
    }
    cells
}

fn kept_files(value: &Value) -> Vec<KeptFile> {
    let text = |file: &Value, key: &str| {
        file.get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let files = value.as_array().map(Vec::as_slice).unwrap_or_default();
    files
        .iter()
        .map(|file| KeptFile {
            id: text(file, "fileId"),
            name: text(file, "name"),
        })
        .collect()
}

fn input_type(input: &Input) -> &'static str {
    match input {
        Input::Text | Input::Number { .. } => "text",
        Input::Date { .. } => "date",
        Input::Email => "email",
        Input::Telephone => "tel",
        Input::Url => "url",
    }
}

fn bounded(length_max: Option<usize>) -> u32 {
    let most = domain::questionnaire::ANSWER_CHARACTERS_MAX;
    u32::try_from(length_max.unwrap_or(most).min(most)).unwrap_or(u32::MAX)
}

/// A plain value as people read it; nothing for lists and objects.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// The words of a piece of markup; what is left is escaped like any text.
fn without_markup(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_tag = false;
    for character in html.chars() {
        match character {
            '<' => is_tag = true,
            '>' if is_tag => {
                is_tag = false;
                text.push(' ');
            }
            _ if is_tag => {}
            other => text.push(other),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with an answer, in the author's own words where there are some.
fn sentence(t: &Texts, element: &Element, reason: &Reason) -> String {
    let own_words = element.validators.iter().find_map(|validator| match validator {
        Validator::Numeric { text, .. }
        | Validator::Text { text, .. }
        | Validator::Regex { text, .. }
        | Validator::Email { text } => text
            .as_ref()
            .filter(|text| *reason == Reason::Other(text.text("en").to_owned())),
    });
    match (own_words, reason) {
        (Some(words), _) => words.text(t.language().code).to_owned(),
        (None, Reason::Required) => t.say("questionnaire-required"),
        (None, Reason::Text(TextProblem::TooLong(_))) => t.say("questionnaire-too-long"),
        (None, _) => t.say("questionnaire-invalid"),
    }
}

/// The answers that a form holds. `kept` are the files given before, those just uploaded included.
pub fn answers(definition: &Definition, form: &Form, kept: &[AnswerFile]) -> Answers {
    let mut answers = Answers::new();
    for (index, element) in definition.elements().into_iter().enumerate() {
        let field = format!("q{index}");
        let value = match &element.kind {
            Kind::Panel { .. } | Kind::Html { .. } => continue,
            Kind::Checkbox(_) => Value::Array(form.all(&field).map(Value::from).collect()),
            Kind::Matrix { rows, .. } => matrix(form, &field, rows),
            Kind::File(rules) => files(form, &field, &element.name, kept, rules.multiple),
            _ => Value::from(form.all(&field).next().unwrap_or_default()),
        };
        answers.insert(element.name.clone(), value);
        let comment = form.text(&format!("{field}.comment"));
        if !comment.is_empty() {
            answers.insert(format!("{}{COMMENT_SUFFIX}", element.name), comment.into());
        }
    }
    answers
}

fn matrix(form: &Form, field: &str, rows: &[Choice]) -> Value {
    let mut chosen = Map::new();
    for (index, row) in rows.iter().enumerate() {
        let column = form.text(&format!("{field}.{index}"));
        if !column.is_empty() {
            chosen.insert(plain(&row.value), column.into());
        }
    }
    Value::Object(chosen)
}

/// The files of one question without those to be removed; the newest alone where only one may be given.
fn files(form: &Form, field: &str, question: &str, kept: &[AnswerFile], multiple: bool) -> Value {
    let removed_field = format!("{field}.remove");
    let removed: Vec<&str> = form.all(&removed_field).collect();
    let mut files: Vec<Value> = kept
        .iter()
        .filter(|file| file.question == question && !removed.contains(&file.file_id.to_string().as_str()))
        .map(|file| json!({ "name": file.name, "fileId": file.file_id.to_string() }))
        .collect();
    if !multiple && files.len() > 1 {
        files.drain(..files.len() - 1);
    }
    Value::Array(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn definition() -> Definition {
        Definition::parse(&json!({ "pages": [{ "name": "a", "title": "First", "elements": [
            { "type": "text", "name": "<job>", "title": "Job?", "isRequired": true },
            { "type": "boolean", "name": "pep", "title": "Office?" },
            { "type": "comment", "name": "which", "visibleIf": "{pep} = true", "isRequired": true },
            { "type": "checkbox", "name": "products", "choices": ["card", 2], "showOtherItem": true },
            { "type": "matrix", "name": "habits", "rows": ["r"], "columns": ["c", "d"] },
            { "type": "file", "name": "proof" },
        ] }] }))
        .unwrap()
    }

    #[test]
    fn a_form_becomes_answers_that_pass_and_are_shown_again() {
        let definition = definition();
        let form = Form::of(&[
            ("q0", "smith"),
            ("q1", "true"),
            ("q2", "minister"),
            ("q3", "2"),
            ("q3", "other"),
            ("q3.comment", "cash"),
            ("q4.0", "d"),
            ("q99", "dropped"),
        ]);
        let given = answers(&definition, &form, &[]);
        let kept = definition.check(&given).unwrap();
        let expected = json!({ "<job>": "smith", "pep": true, "which": "minister", "products": [2, "other"],
            "products-Comment": "cash", "habits": { "r": "d" } });
        assert_eq!(Value::Object(kept.clone()), expected);
        let shown = Shown {
            definition: &definition,
            answers: &kept,
            problems: &[],
            refused: &[("proof".into(), "too large".into())],
            t: Language::find("en").unwrap().texts(),
        };
        let questions = questions(&shown);
        assert_eq!(questions[0].kind, "heading");
        assert_eq!(questions[1].value, "smith");
        assert!(questions[2].choices[0].chosen && questions[3].visible);
        let chosen: Vec<bool> = questions[4].choices.iter().map(|choice| choice.chosen).collect();
        assert_eq!(chosen, [false, true, true]);
        assert!(questions[5].rows[0].cells[1].chosen);
        assert_eq!(questions[6].problem, "too large");
    }

    #[test]
    fn hidden_questions_are_there_but_hidden_and_problems_stand_at_their_question() {
        let definition = definition();
        let given = answers(&definition, &Form::of(&[("q1", "false")]), &[]);
        let problems = definition.check(&given).unwrap_err();
        let shown = Shown {
            definition: &definition,
            answers: &given,
            problems: &problems,
            refused: &[],
            t: Language::find("de").unwrap().texts(),
        };
        let questions = questions(&shown);
        assert!(!questions[1].problem.is_empty() && questions[1].required);
        assert!(!questions[3].visible && questions[3].problem.is_empty());
        let names = visible_names(&definition, &given);
        assert!(names.contains(&"page a".to_owned()) && !names.contains(&"which".to_owned()));
    }

    #[test]
    fn markup_of_an_author_is_read_as_words() {
        assert_eq!(
            without_markup("<p onclick='x'>Read &lt; <b>this</b></p><script>"),
            "Read &lt; this"
        );
    }
}
