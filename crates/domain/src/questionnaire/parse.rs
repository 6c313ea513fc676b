//! Reads a definition from JSON, naming the place of whatever is wrong.

use super::definition::{Definition, Element, FileRules, Input, Kind, Page, Validator};
use super::visible::COMMENT_SUFFIX;
use super::{
    Choices, DefinitionProblem, ELEMENTS_MAX, Expression, LocalText, NESTING_MAX, PAGES_MAX, answer, choices,
};
use regex::{Regex, RegexBuilder};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashSet};

const NAME_CHARACTERS_MAX: usize = 200;
const TEXT_CHARACTERS_MAX: usize = 5_000;
const HTML_CHARACTERS_MAX: usize = 50_000;
const PATTERN_CHARACTERS_MAX: usize = 500;
const PATTERN_BYTES_MAX: usize = 256 * 1024;
const VALIDATORS_MAX: usize = 20;

pub(super) type Parsed<T> = Result<T, DefinitionProblem>;

impl Definition {
    /// Reads SurveyJS JSON: `pages` with `elements`, or `elements` alone for a single page.
    ///
    /// # Errors
    /// The first place that is malformed, out of bounds or of a type that is not supported.
    pub fn parse(json: &Value) -> Parsed<Self> {
        let root = Node::new(json, String::new())?;
        root.refuse(&["triggers", "calculatedValues"])?;
        let mut builder = Builder::default();
        let mut pages = Vec::new();
        let listed = root.list("pages", PAGES_MAX)?;
        for (index, node) in listed.iter().enumerate() {
            pages.push(builder.page(node, index)?);
        }
        if listed.is_empty() {
            pages.push(builder.page(&root, 0)?);
        }
        if builder.elements == 0 {
            return Err(root.problem("has no elements"));
        }
        Ok(Self {
            title: root.local("title")?,
            pages,
        })
    }
}

/// One JSON object and where it stands.
pub(super) struct Node<'json> {
    members: &'json Map<String, Value>,
    path: String,
}

impl<'json> Node<'json> {
    pub fn new(value: &'json Value, path: String) -> Parsed<Self> {
        match value {
            Value::Object(members) => Ok(Self { members, path }),
            _ => Err(DefinitionProblem {
                path: named(path),
                reason: "must be an object".into(),
            }),
        }
    }

    pub fn problem(&self, reason: impl Into<String>) -> DefinitionProblem {
        DefinitionProblem {
            path: named(self.path.clone()),
            reason: reason.into(),
        }
    }

    pub fn problem_at(&self, key: &str, reason: impl Into<String>) -> DefinitionProblem {
        DefinitionProblem {
            path: self.path_of(key),
            reason: reason.into(),
        }
    }

    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    pub fn get(&self, key: &str) -> Option<&'json Value> {
        self.members.get(key).filter(|value| !value.is_null())
    }

    /// Refuses properties that would change answers in ways that are not supported, unless they are empty.
    fn refuse(&self, keys: &[&str]) -> Parsed<()> {
        let used = keys.iter().find(|key| {
            self.get(key)
                .is_some_and(|value| !super::expression::is_empty(value))
        });
        used.map_or(Ok(()), |key| Err(self.problem_at(key, "is not supported")))
    }

    fn string(&self, key: &str, characters_max: usize) -> Parsed<Option<&'json str>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => {
                check_length(text, characters_max).map_err(|reason| self.problem_at(key, reason))?;
                Ok(Some(text))
            }
            Some(_) => Err(self.problem_at(key, "must be a text")),
        }
    }

    pub fn boolean(&self, key: &str) -> Parsed<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(Value::Bool(truth)) => Ok(*truth),
            Some(_) => Err(self.problem_at(key, "must be true or false")),
        }
    }

    pub fn number(&self, key: &str) -> Parsed<Option<f64>> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let number = super::expression::number_of(value);
        number
            .map(Some)
            .ok_or_else(|| self.problem_at(key, "must be a number"))
    }

    fn count(&self, key: &str) -> Parsed<Option<u64>> {
        match self.number(key)? {
            None => Ok(None),
            // SurveyJS writes "no limit" as 0.
            Some(number) if number >= 0.0 => Ok(Some(number as u64).filter(|count| *count > 0)),
            Some(_) => Err(self.problem_at(key, "must not be negative")),
        }
    }

    pub fn local(&self, key: &str) -> Parsed<Option<LocalText>> {
        self.local_within(key, TEXT_CHARACTERS_MAX)
    }

    fn local_within(&self, key: &str, characters_max: usize) -> Parsed<Option<LocalText>> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        local_text(value, characters_max)
            .map(Some)
            .map_err(|reason| self.problem_at(key, reason))
    }

    fn expression(&self, key: &str) -> Parsed<Option<Expression>> {
        match self.string(key, TEXT_CHARACTERS_MAX)? {
            None => Ok(None),
            Some(source) if source.trim().is_empty() => Ok(None),
            Some(source) => Expression::parse(source)
                .map(Some)
                .map_err(|reason| self.problem_at(key, reason)),
        }
    }

    pub fn values(&self, key: &str, count_max: usize) -> Parsed<&'json [Value]> {
        match self.get(key) {
            None => Ok(&[]),
            Some(Value::Array(items)) if items.len() <= count_max => Ok(items),
            Some(Value::Array(_)) => {
                Err(self.problem_at(key, format!("must have at most {count_max} items")))
            }
            Some(_) => Err(self.problem_at(key, "must be a list")),
        }
    }

    fn list(&self, key: &str, count_max: usize) -> Parsed<Vec<Node<'json>>> {
        let path = self.path_of(key);
        let items = self.values(key, count_max)?.iter().enumerate();
        items
            .map(|(index, item)| Node::new(item, format!("{path}[{index}]")))
            .collect()
    }
}

fn named(path: String) -> String {
    if path.is_empty() {
        "questionnaire".to_owned()
    } else {
        path
    }
}

fn check_length(text: &str, characters_max: usize) -> Result<(), String> {
    match text.chars().count() {
        count if count > characters_max => Err(format!("must be at most {characters_max} characters")),
        _ => Ok(()),
    }
}

/// A plain text, or an object of texts by locale.
pub(super) fn local_text(value: &Value, characters_max: usize) -> Result<LocalText, String> {
    match value {
        Value::String(text) => check_length(text, characters_max).map(|()| LocalText::plain(text)),
        Value::Object(members) if members.len() <= 100 => {
            let mut locales = BTreeMap::new();
            for (locale, text) in members {
                let text = text.as_str().ok_or("must be a text for each locale")?;
                check_length(text, characters_max)?;
                locales.insert(locale.clone(), text.to_owned());
            }
            Ok(LocalText::localised(locales))
        }
        _ => Err("must be a text, or a text for each locale".to_owned()),
    }
}

/// What must hold over the whole questionnaire.
#[derive(Default)]
struct Builder {
    elements: usize,
    names: HashSet<String>,
    page_names: HashSet<String>,
}

impl Builder {
    fn page(&mut self, node: &Node<'_>, index: usize) -> Parsed<Page> {
        let name = node
            .string("name", NAME_CHARACTERS_MAX)?
            .map_or_else(|| format!("page{}", index + 1), str::to_owned);
        if !self.page_names.insert(name.clone()) {
            return Err(node.problem_at("name", "is used by another page"));
        }
        Ok(Page {
            name,
            title: node.local("title")?,
            description: node.local("description")?,
            visible_if: node.expression("visibleIf")?,
            elements: self.elements(node, 1)?,
        })
    }

    fn elements(&mut self, node: &Node<'_>, depth: usize) -> Parsed<Vec<Element>> {
        if depth > NESTING_MAX {
            return Err(node.problem(format!("must nest at most {NESTING_MAX} levels")));
        }
        let key = if node.get("elements").is_some() {
            "elements"
        } else {
            "questions"
        };
        node.list(key, ELEMENTS_MAX)?
            .iter()
            .map(|element| self.element(element, depth))
            .collect()
    }

    fn element(&mut self, node: &Node<'_>, depth: usize) -> Parsed<Element> {
        self.elements += 1;
        if self.elements > ELEMENTS_MAX {
            return Err(node.problem(format!("there must be at most {ELEMENTS_MAX} elements")));
        }
        node.refuse(&[
            "setValueIf",
            "setValueExpression",
            "defaultValueExpression",
            "valueName",
            "resetValueIf",
        ])?;
        let name = node.string("name", NAME_CHARACTERS_MAX)?.unwrap_or_default();
        if name.trim().is_empty() {
            return Err(node.problem_at("name", "is required"));
        }
        if name.ends_with(COMMENT_SUFFIX) {
            return Err(node.problem_at("name", format!("must not end with {COMMENT_SUFFIX}")));
        }
        if !self.names.insert(name.to_owned()) {
            return Err(node.problem_at("name", "is used by another element"));
        }
        let kind = node.string("type", NAME_CHARACTERS_MAX)?;
        let kind = kind.ok_or_else(|| node.problem_at("type", "is required"))?;
        let kind = match kind {
            "panel" => Kind::Panel {
                elements: self.elements(node, depth + 1)?,
            },
            other => question(node, other)?,
        };
        let element = Element {
            name: name.to_owned(),
            title: node.local("title")?,
            description: node.local("description")?,
            visible_if: node.expression("visibleIf")?,
            enable_if: node.expression("enableIf")?,
            required_if: node.expression("requiredIf")?,
            is_required: node.boolean("isRequired")?,
            default_value: node.get("defaultValue").cloned(),
            validators: node
                .list("validators", VALIDATORS_MAX)?
                .iter()
                .map(validator)
                .collect::<Parsed<_>>()?,
            kind,
        };
        let default = element.default_value.as_ref().filter(|_| element.is_question());
        if let Some(default) = default
            && let Err(reason) = answer::normalise(&element, default)
        {
            return Err(node.problem_at("defaultValue", reason.to_string()));
        }
        Ok(element)
    }
}

fn question(node: &Node<'_>, kind: &str) -> Parsed<Kind> {
    let length_max = || {
        node.count("maxLength")
            .map(|count| count.map(|count| count as usize))
    };
    Ok(match kind {
        "html" => Kind::Html {
            html: node
                .local_within("html", HTML_CHARACTERS_MAX)?
                .unwrap_or_default(),
        },
        "text" => Kind::Text {
            input: input(node)?,
            length_max: length_max()?,
        },
        "comment" => Kind::Comment {
            length_max: length_max()?,
        },
        "radiogroup" => Kind::RadioGroup(choices_of(node)?),
        "dropdown" => Kind::Dropdown(choices_of(node)?),
        "checkbox" => Kind::Checkbox(choices_of(node)?),
        "boolean" => Kind::Boolean {
            value_true: choices::plain_or(node, "valueTrue", Value::Bool(true))?,
            value_false: choices::plain_or(node, "valueFalse", Value::Bool(false))?,
            label_true: node.local("labelTrue")?,
            label_false: node.local("labelFalse")?,
        },
        "rating" => Kind::Rating(choices::rating(node)?),
        "matrix" => Kind::Matrix {
            rows: choices::required_items(node, "rows")?,
            columns: choices::required_items(node, "columns")?,
            all_rows_required: node.boolean("isAllRowRequired")?,
        },
        "file" => Kind::File(FileRules {
            bytes_max: node.count("maxSize")?,
            accepted_types: accepted_types(node)?,
            multiple: node.boolean("allowMultiple")?,
        }),
        other => return Err(node.problem_at("type", format!("{other:?} is not supported"))),
    })
}

fn choices_of(node: &Node<'_>) -> Parsed<Choices> {
    node.refuse(&["choicesByUrl", "choicesFromQuestion", "choicesVisibleIf"])?;
    let has_other = node.boolean("hasOther")? || node.boolean("showOtherItem")?;
    let has_none = node.boolean("hasNone")? || node.boolean("showNoneItem")?;
    let items = choices::items(node, "choices")?;
    if items.is_empty() && !has_other && !has_none {
        return Err(node.problem_at("choices", "is required"));
    }
    Ok(Choices {
        items,
        has_other,
        has_none,
    })
}

fn accepted_types(node: &Node<'_>) -> Parsed<Vec<String>> {
    let listed = node
        .string("acceptedTypes", TEXT_CHARACTERS_MAX)?
        .unwrap_or_default();
    Ok(listed
        .split(',')
        .map(str::trim)
        .filter(|kind| !kind.is_empty())
        .map(str::to_owned)
        .collect())
}

fn input(node: &Node<'_>) -> Parsed<Input> {
    Ok(
        match node.string("inputType", NAME_CHARACTERS_MAX)?.unwrap_or("text") {
            "text" => Input::Text,
            "number" => Input::Number {
                min: node.number("min")?,
                max: node.number("max")?,
            },
            "date" => Input::Date {
                min: day(node, "min")?,
                max: day(node, "max")?,
            },
            "email" => Input::Email,
            "tel" => Input::Telephone,
            "url" => Input::Url,
            other => return Err(node.problem_at("inputType", format!("{other:?} is not supported"))),
        },
    )
}

fn day(node: &Node<'_>, key: &str) -> Parsed<Option<String>> {
    match node.string(key, NAME_CHARACTERS_MAX)? {
        Some(text) if !answer::is_day(text) => Err(node.problem_at(key, "must be a date written YYYY-MM-DD")),
        text => Ok(text.map(str::to_owned)),
    }
}

fn validator(node: &Node<'_>) -> Parsed<Validator> {
    let text = node.local("text")?;
    Ok(
        match node.string("type", NAME_CHARACTERS_MAX)?.unwrap_or_default() {
            "numeric" => Validator::Numeric {
                min: node.number("minValue")?,
                max: node.number("maxValue")?,
                text,
            },
            "text" => Validator::Text {
                length_min: node.count("minLength")?.unwrap_or(0) as usize,
                length_max: node.count("maxLength")?.map(|count| count as usize),
                text,
            },
            "regex" => Validator::Regex {
                pattern: pattern(node)?,
                text,
            },
            "email" => Validator::Email { text },
            other => return Err(node.problem_at("type", format!("{other:?} is not a supported validator"))),
        },
    )
}

fn pattern(node: &Node<'_>) -> Parsed<Regex> {
    let source = node.string("regex", PATTERN_CHARACTERS_MAX)?;
    let source = source.ok_or_else(|| node.problem_at("regex", "is required"))?;
    let insensitive = node.boolean("caseInsensitive")? || node.boolean("insensitive")?;
    let mut builder = RegexBuilder::new(source);
    builder.case_insensitive(insensitive).nest_limit(50);
    builder
        .size_limit(PATTERN_BYTES_MAX)
        .dfa_size_limit(PATTERN_BYTES_MAX);
    builder
        .build()
        .map_err(|_| node.problem_at("regex", "must be a small pattern without look-around"))
}
