//! What shows under given answers.

use super::choices::chose_other;
use super::definition::{Definition, Element, Page};
use super::{Answers, answer};

/// The pages that show, in order. Pages without any visible element are left out.
#[derive(Debug, Clone)]
pub struct Visible<'definition> {
    /// The pages.
    pub pages: Vec<VisiblePage<'definition>>,
}

/// A page that shows.
#[derive(Debug, Clone)]
pub struct VisiblePage<'definition> {
    /// The page.
    pub page: &'definition Page,
    /// Its visible elements, in order.
    pub elements: Vec<VisibleElement<'definition>>,
}

/// An element that shows.
#[derive(Debug, Clone)]
pub struct VisibleElement<'definition> {
    /// The element.
    pub element: &'definition Element,
    /// Whether it can be answered now.
    pub enabled: bool,
    /// Whether it must be answered now.
    pub required: bool,
    /// The visible elements of a panel; a panel without any is left out.
    pub elements: Vec<VisibleElement<'definition>>,
}

impl Definition {
    /// What shows under the present answers. Answers of the wrong type, and answers to questions that do not
    /// show, count as not given, so a chain of conditions closes as soon as its first link does.
    pub fn visible(&self, answers: &Answers) -> Visible<'_> {
        self.settle(answers).0
    }

    /// Drops answers until each left answers a visible question, and says what shows then.
    pub(super) fn settle(&self, answers: &Answers) -> (Visible<'_>, Answers) {
        let mut kept = self.usable(answers);
        loop {
            let visible = self.visible_exactly(&kept);
            let mut left = Answers::new();
            for shown in visible.questions() {
                for name in [shown.element.name.clone(), comment_name(&shown.element.name)] {
                    if let Some(value) = kept.remove(&name) {
                        left.insert(name, value);
                    }
                }
            }
            let settled = kept.is_empty();
            kept = left;
            if settled {
                return (visible, kept);
            }
        }
    }

    /// The answers to questions of this questionnaire that are well-formed, with their comments.
    fn usable(&self, answers: &Answers) -> Answers {
        let mut usable = Answers::new();
        for element in self
            .elements()
            .into_iter()
            .filter(|element| element.is_question())
        {
            let given = answers
                .get(&element.name)
                .map(|given| answer::normalise(element, given));
            let Some(Ok(Some(value))) = given else { continue };
            let name = comment_name(&element.name);
            let comment = answers.get(&name).filter(|_| chose_other(&element.kind, &value));
            if let Some(Ok(comment)) = comment.map(|comment| answer::text(None, comment)) {
                usable.insert(name, comment);
            }
            usable.insert(element.name.clone(), value);
        }
        usable
    }

    fn visible_exactly<'definition>(&'definition self, answers: &Answers) -> Visible<'definition> {
        let shows = |page: &&Page| {
            page.visible_if
                .as_ref()
                .is_none_or(|condition| condition.holds(answers))
        };
        let pages = self.pages.iter().filter(shows).map(|page| {
            let elements = visible_elements(&page.elements, answers, true);
            VisiblePage { page, elements }
        });
        Visible {
            pages: pages.filter(|page| !page.elements.is_empty()).collect(),
        }
    }

    /// Every element, panels before what they hold.
    pub fn elements(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        let mut open: Vec<&Element> = self.pages.iter().flat_map(|page| &page.elements).rev().collect();
        while let Some(element) = open.pop() {
            open.extend(element.inner().iter().rev());
            found.push(element);
        }
        found
    }
}

/// Ends the name of the answer that explains "other"; no question's own name ends so.
pub(super) const COMMENT_SUFFIX: &str = "-Comment";

/// Where the words that explain "other" are kept.
pub(super) fn comment_name(question: &str) -> String {
    format!("{question}{COMMENT_SUFFIX}")
}

fn visible_elements<'definition>(
    elements: &'definition [Element],
    answers: &Answers,
    enabled_around: bool,
) -> Vec<VisibleElement<'definition>> {
    let mut found = Vec::new();
    for element in elements {
        if element
            .visible_if
            .as_ref()
            .is_some_and(|condition| !condition.holds(answers))
        {
            continue;
        }
        let enabled = enabled_around
            && element
                .enable_if
                .as_ref()
                .is_none_or(|condition| condition.holds(answers));
        let inner = visible_elements(element.inner(), answers, enabled);
        let is_panel = matches!(element.kind, super::Kind::Panel { .. });
        if is_panel && inner.is_empty() {
            continue;
        }
        let asked = element.is_required
            || element
                .required_if
                .as_ref()
                .is_some_and(|rule| rule.holds(answers));
        let required = enabled && asked && (is_panel || element.is_question());
        found.push(VisibleElement {
            element,
            enabled,
            required,
            elements: inner,
        });
    }
    found
}

impl<'definition> Visible<'definition> {
    /// The visible questions in order, those in panels included.
    pub fn questions(&self) -> Vec<&VisibleElement<'definition>> {
        let mut found = Vec::new();
        let mut open: Vec<_> = self.pages.iter().flat_map(|page| &page.elements).rev().collect();
        while let Some(shown) = open.pop() {
            open.extend(shown.elements.iter().rev());
            if shown.element.is_question() {
                found.push(shown);
            }
        }
        found
    }
}
