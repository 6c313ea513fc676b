//! The records of an XML file as small trees, one in memory at a time.
//!
//! A document type, an entity of the file's own and a tree deeper or wider than any true record end the reading: lists
//! need none of them, and each is a known way to exhaust a reader.

use std::io::BufRead;

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesRef, BytesStart, Event},
};

use super::{Refused, bounded::Bounded};

const DEPTH_MAX: usize = 32;
const ELEMENTS_MAX: usize = 50_000;
const HEADER_TEXTS_MAX: usize = 64;

/// An element of a record.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub line: u64,
    name: String,
    text: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

impl Node {
    /// The name without its namespace.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every child of that name.
    pub fn children<'node>(&'node self, name: &str) -> impl Iterator<Item = &'node Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Every grandchild: the items of a list such as `<akaList><aka>`.
    pub fn items<'node>(&'node self, list: &str, item: &str) -> impl Iterator<Item = &'node Node> {
        self.children(list).flat_map(move |list| list.children(item))
    }

    /// The text of the first child of that name, where it has any.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.child(name).and_then(Node::own_text)
    }

    /// An attribute without its namespace, where it says anything.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        let (_, value) = all.find(|(one, _)| one == name)?;
        let value = value.trim();
        (!value.is_empty()).then_some(value)
    }

    /// Its own text, where it has any.
    pub fn own_text(&self) -> Option<&str> {
        let text = self.text.trim();
        (!text.is_empty()).then_some(text)
    }
}

pub(super) struct Records<R> {
    reader: Reader<Bounded<R>>,
    buffer: Vec<u8>,
    root: &'static str,
    records: &'static [&'static str],
    /// Names of the open elements outside records.
    open: Vec<String>,
    header: Vec<(String, String)>,
    ended: bool,
}

enum Step {
    Opened(Node),
    Closed,
    Text(String),
    Nothing,
    Ended,
}

impl<R: BufRead> Records<R> {
    /// Reads records, the elements of those names, from a file whose outermost element must be `root`.
    pub fn new(input: R, root: &'static str, records: &'static [&'static str]) -> Self {
        let mut reader = Reader::from_reader(Bounded::new(input));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            root,
            records,
            open: Vec::new(),
            header: Vec::new(),
            ended: false,
        }
    }

    /// The line that has been read up to.
    pub fn line(&self) -> u64 {
        self.reader.get_ref().line()
    }

    /// The first text or root attribute of that name that stood outside the records read so far.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut header = self.header.iter();
        header.find(|(one, _)| one == name).map(|(_, text)| text.as_str())
    }

    /// The next record; nothing once the root is closed and the file ends.
    pub fn next(&mut self) -> Result<Option<Node>, Refused> {
        loop {
            self.reader.get_mut().begin_record();
            match self.step()? {
                Step::Opened(node) if self.records.contains(&node.name.as_str()) => {
                    return self.record(node).map(Some);
                }
                Step::Opened(node) => self.enter(node)?,
                Step::Closed => {
                    self.open.pop();
                    self.ended = self.open.is_empty();
                }
                Step::Text(text) => self.keep_header(&text)?,
                Step::Nothing => {}
                Step::Ended if self.ended => return Ok(None),
                Step::Ended => return Err(self.refused("the file ends before its last element is closed")),
            }
        }
    }

    fn enter(&mut self, node: Node) -> Result<(), Refused> {
        if self.open.is_empty() && (self.ended || node.name != self.root) {
            let reason = format!("expected <{}>, found <{}>", self.root, node.name);
            return Err(self.refused(reason));
        }
        if self.open.len() >= DEPTH_MAX {
            return Err(self.refused("elements are nested too deeply"));
        }
        self.open.push(node.name);
        Ok(())
    }

    fn keep_header(&mut self, text: &str) -> Result<(), Refused> {
        let text = text.trim();
        match self.open.last() {
            _ if text.is_empty() => Ok(()),
            None => Err(self.refused("text outside the outermost element")),
            Some(name) => {
                if self.header.len() < HEADER_TEXTS_MAX {
                    self.header.push((name.clone(), text.to_owned()));
                }
                Ok(())
            }
        }
    }

    /// Reads on to the end of a record that has been opened.
    fn record(&mut self, opened: Node) -> Result<Node, Refused> {
        if self.open.is_empty() {
            return Err(self.refused(format!("expected <{}>", self.root)));
        }
        let mut stack = vec![opened];
        let mut elements = 1_usize;
        loop {
            match self.step()? {
                Step::Opened(node) => {
                    elements += 1;
                    if stack.len() >= DEPTH_MAX || elements > ELEMENTS_MAX {
                        return Err(self.refused("a record with too many elements or too deep a tree"));
                    }
                    stack.push(node);
                }
                Step::Closed => {
                    let closed = stack.pop().expect("the stack is empty only after the record");
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(closed),
                        None => return Ok(closed),
                    }
                }
                Step::Text(text) => {
                    let node = stack
                        .last_mut()
                        .expect("the stack is empty only after the record");
                    node.text.push_str(&text);
                }
                Step::Nothing => {}
                Step::Ended => return Err(self.refused("the file ends within a record")),
            }
        }
    }

    fn refused(&self, reason: impl Into<String>) -> Refused {
        Refused::new(self.line(), reason)
    }

    fn step(&mut self) -> Result<Step, Refused> {
        let line = self.line();
        self.buffer.clear();
        let refused = |reason: String| Refused::new(line, reason);
        let event = self.reader.read_event_into(&mut self.buffer);
        let event = event.map_err(|problem| refused(problem.to_string()))?;
        match event {
            Event::Start(start) => {
                let node = opened(&start, line)?;
                if self.open.is_empty() {
                    self.header.extend(node.attributes.iter().cloned());
                }
                Ok(Step::Opened(node))
            }
            Event::End(_) => Ok(Step::Closed),
            Event::Text(text) => Ok(Step::Text(text.as_ref().to_owned())),
            Event::CData(text) => Ok(Step::Text(text.as_ref().to_owned())),
            Event::GeneralRef(reference) => referred(&reference)
                .map(|letter| Step::Text(letter.to_string()))
                .ok_or_else(|| refused("an entity that is not XML's own".into())),
            Event::DocType(_) => Err(refused("a document type is not accepted".into())),
            Event::Eof => Ok(Step::Ended),
            _ => Ok(Step::Nothing),
        }
    }
}

/// The node that an element opens, with its attributes.
fn opened(start: &BytesStart<'_>, line: u64) -> Result<Node, Refused> {
    let refused = |reason: String| Refused::new(line, reason);
    let mut node = Node {
        line,
        name: start.local_name().as_ref().to_owned(),
        ..Node::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|problem| refused(problem.to_string()))?;
        let name = attribute.key.local_name().as_ref().to_owned();
        let value = unescape(&attribute.value).map_err(|problem| refused(problem.to_string()))?;
        node.attributes.push((name, value.into_owned()));
    }
    Ok(node)
}

/// The letter that a reference stands for: one by number, or one of the five that XML knows.
fn referred(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter);
    }
    Some(match reference.as_ref() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
