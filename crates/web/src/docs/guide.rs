//! Guides: pages of the repository's own documentation, made from their Markdown.

use std::fmt;

use askama::filters::HtmlSafe;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

/// A page that is read from top to bottom.
#[derive(Debug, Clone, Copy)]
pub struct Guide {
    /// Its place in addresses.
    pub name: &'static str,
    /// What the contents call it.
    pub title: &'static str,
    /// The whole page, its first heading included.
    pub markdown: &'static str,
}

/// Every guide, in the order of the contents.
pub const GUIDES: [Guide; 2] = [
    Guide {
        name: "sandbox",
        title: "Sandbox",
        markdown: include_str!("../../../../docs/sandbox.md"),
    },
    Guide {
        name: "webhooks",
        title: "Webhooks",
        markdown: include_str!("../../../../docs/webhooks.md"),
    },
];

/// Markdown of our own as HTML: without its first heading, which the page has, and without any markup of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article(String);

/// A section of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Where it begins.
    pub id: String,
    /// Its heading.
    pub title: String,
}

impl Article {
    /// Makes the article; `depth` headings stand above it already. `is_page` tells which names `/docs/…` has.
    pub fn new(markdown: &str, depth: usize, is_page: impl Fn(&str) -> bool) -> Self {
        let mut html = String::with_capacity(markdown.len() * 2);
        push_html(&mut html, events(markdown, depth, is_page).into_iter());
        // The text itself is escaped, so these are tags.
        let html = html
            .replace(
                "<table>",
                "<div class=\"panel\"><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">\
                 <table class=\"table\">",
            )
            .replace("</table>", "</table></div></div>")
            .replace("<th>", "<th scope=\"col\">")
            .replace("<pre>", "<pre tabindex=\"0\">");
        Self(html)
    }
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Article {}

/// The headings of the second level, for the contents.
pub fn sections(markdown: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    while let Some(event) = events.next() {
        if matches!(
            event,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            })
        ) {
            let inner: Vec<Event<'_>> = events
                .by_ref()
                .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
                .collect();
            let title = text(&inner);
            sections.push(Section {
                id: slug(&title),
                title,
            });
        }
    }
    sections
}

fn events<'a>(markdown: &'a str, depth: usize, is_page: impl Fn(&str) -> bool) -> Vec<Event<'a>> {
    let mut parser = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let mut events = Vec::new();
    let mut open_links = Vec::new();
    while let Some(event) = parser.next() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let inner: Vec<Event<'a>> = parser
                    .by_ref()
                    .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
                    .collect();
                if level != HeadingLevel::H1 {
                    push_heading(&mut events, level, depth, inner);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let address = address(&dest_url, &is_page);
                open_links.push(address.is_some());
                if let Some(address) = address {
                    events.push(Event::Start(Tag::Link {
                        link_type: pulldown_cmark::LinkType::Inline,
                        dest_url: address.into(),
                        title: CowStr::Borrowed(""),
                        id: CowStr::Borrowed(""),
                    }));
                }
            }
            Event::End(TagEnd::Link) if open_links.pop() == Some(false) => {}
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            other => events.push(other),
        }
    }
    events
}

fn push_heading<'a>(events: &mut Vec<Event<'a>>, level: HeadingLevel, depth: usize, inner: Vec<Event<'a>>) {
    let level = HeadingLevel::try_from(level as usize + depth).unwrap_or(HeadingLevel::H6);
    events.push(Event::Start(Tag::Heading {
        level,
        id: Some(slug(&text(&inner)).into()),
        classes: Vec::new(),
        attrs: Vec::new(),
    }));
    events.extend(inner);
    events.push(Event::End(TagEnd::Heading(level)));
}

fn text(events: &[Event<'_>]) -> String {
    let words = |event: &Event<'_>| match event {
        Event::Text(text) | Event::Code(text) => Some(text.to_string()),
        _ => None,
    };
    events.iter().filter_map(words).collect()
}

/// A heading as the end of an address: `Where to write the word` reads `where-to-write-the-word`.
fn slug(title: &str) -> String {
    let words: Vec<String> = title
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

/// Where a link leads from a page: another document of ours has its page or, where it has none, no link.
fn address(link: &str, is_page: impl Fn(&str) -> bool) -> Option<String> {
    if link.starts_with("https://") || link.starts_with('#') {
        return Some(link.to_owned());
    }
    let (path, place) = link.split_once('#').unwrap_or((link, ""));
    let name = path.strip_suffix(".md")?.rsplit('/').next()?;
    let place = if place.is_empty() {
        String::new()
    } else {
        format!("#{place}")
    };
    is_page(name).then(|| format!("/docs/{name}{place}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(markdown: &str) -> String {
        Article::new(markdown, 0, |name| name == "allpass").to_string()
    }

    #[test]
    fn a_document_becomes_an_article() {
        let html = article(
            "# Title\n\nWords with `code`.\n\n## Its parts\n\n| a | b |\n| --- | --- |\n| 1 | `2` |\n",
        );
        assert!(!html.contains("Title"), "{html}");
        assert!(html.contains("<h2 id=\"its-parts\">Its parts</h2>"), "{html}");
        assert!(html.contains("<table class=\"table\">") && html.contains("<th scope=\"col\">a</th>"));
        assert!(html.contains("<code>code</code>"));
        let deeper = Article::new("## Its parts", 1, |_| false).to_string();
        assert_eq!(deeper, "<h3 id=\"its-parts\">Its parts</h3>\n");
    }

    #[test]
    fn markup_and_foreign_links_are_text() {
        for hostile in ["<script>alert(1)</script>", "a <b onclick=x>b</b>", "`<table>`"] {
            let html = article(hostile);
            assert!(
                !html.contains("<script") && !html.contains("<b") && !html.contains("<table"),
                "{html}"
            );
        }
        for (link, kept) in [
            ("javascript:alert(1)", None),
            ("http://plain.example", None),
            ("https://safe.example", Some("https://safe.example")),
            ("#here", Some("#here")),
            ("apis/allpass.md#webhooks", Some("/docs/allpass#webhooks")),
            ("../README.md", None),
        ] {
            let html = article(&format!("[word]({link})"));
            match kept {
                Some(address) => assert_eq!(html, format!("<p><a href=\"{address}\">word</a></p>\n")),
                None => assert_eq!(html, "<p>word</p>\n"),
            }
        }
    }

    #[test]
    fn every_guide_has_sections_and_a_name_of_its_own() {
        for guide in GUIDES {
            let sections = sections(guide.markdown);
            assert!(sections.len() > 2, "{}", guide.name);
            let html = article(guide.markdown);
            for section in sections {
                assert!(html.contains(&format!("id=\"{}\"", section.id)), "{section:?}");
            }
        }
    }
}
