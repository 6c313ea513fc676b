//! Decides which answers may be kept.

use super::choices::chose_other;
use super::definition::{Definition, Kind};
use super::visible::{VisibleElement, comment_name};
use super::{Answers, answer};
use crate::Reason;
use serde_json::Value;

/// What is wrong with one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerProblem {
    /// The question's name, or a panel's of which no question was answered.
    pub name: String,
    /// What is wrong, in words for a developer or the questionnaire's own.
    pub reason: Reason,
}

impl Definition {
    /// The answers to keep: to visible questions only, each in its kept form and in the order of the
    /// questionnaire. Answers to hidden or unknown questions are dropped without a word. Checking the result
    /// again changes nothing.
    ///
    /// # Errors
    /// Every visible question whose answer is missing or not usable.
    pub fn check(&self, answers: &Answers) -> Result<Answers, Vec<AnswerProblem>> {
        let (visible, settled) = self.settle(answers);
        let mut problems = Vec::new();
        let mut kept = Answers::new();
        for page in &visible.pages {
            for shown in &page.elements {
                check_shown(shown, answers, &settled, &mut kept, &mut problems);
            }
        }
        if problems.is_empty() {
            Ok(kept)
        } else {
            Err(problems)
        }
    }
}

fn check_shown(
    shown: &VisibleElement<'_>,
    given: &Answers,
    settled: &Answers,
    kept: &mut Answers,
    problems: &mut Vec<AnswerProblem>,
) {
    let kept_before = kept.len();
    for inner in &shown.elements {
        check_shown(inner, given, settled, kept, problems);
    }
    let name = &shown.element.name;
    let missing = if !shown.element.is_question() {
        shown.required && kept.len() == kept_before
    } else if let Some(value) = settled.get(name) {
        kept.insert(name.clone(), value.clone());
        match keep_comment(shown, value, given, kept) {
            Ok(()) => {}
            Err(problem) => problems.push(problem),
        }
        shown.enabled && lacks_rows(&shown.element.kind, value)
    } else {
        let refused = given
            .get(name)
            .map(|value| answer::normalise(shown.element, value));
        if let Some(Err(reason)) = refused {
            problems.push(AnswerProblem {
                name: name.clone(),
                reason,
            });
            return;
        }
        shown.required
    };
    if missing {
        problems.push(AnswerProblem {
            name: name.clone(),
            reason: Reason::Required,
        });
    }
}

/// Keeps the words that explain "other"; they must be there when it was chosen, and only then.
fn keep_comment(
    shown: &VisibleElement<'_>,
    value: &Value,
    given: &Answers,
    kept: &mut Answers,
) -> Result<(), AnswerProblem> {
    if !chose_other(&shown.element.kind, value) {
        return Ok(());
    }
    let name = comment_name(&shown.element.name);
    match given
        .get(&name)
        .filter(|comment| !super::expression::is_empty(comment))
    {
        None => Err(AnswerProblem {
            name,
            reason: Reason::Required,
        }),
        Some(comment) => match answer::text(None, comment) {
            Ok(comment) => {
                kept.insert(name, comment);
                Ok(())
            }
            Err(reason) => Err(AnswerProblem { name, reason }),
        },
    }
}

/// Whether a matrix that wants an answer in every row lacks one.
fn lacks_rows(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (
            Kind::Matrix {
                rows,
                all_rows_required: true,
                ..
            },
            Value::Object(given),
        ) => given.len() < rows.len(),
        _ => false,
    }
}
