//! Reads many texts and writes each in both notations; what the judges in
//! `judges/yaml` ask.
//!
//! From the standard input comes a JSON list of objects with a `name` and a
//! `text`. To the standard output goes a list of as many objects: with `json`
//! and `yaml` for a text that was read, with `problem` for one that was not.

use std::io::{Error, Read, Result, Write, stdin, stdout};

use construct_document::{Content, Document, Element, Map};

fn main() -> Result<()> {
    let mut input = Vec::new();
    stdin().read_to_end(&mut input)?;
    let asked = Document::parse_json("stdin", &input).map_err(Error::other)?;
    let answers = asked.root().as_list().unwrap_or_default().iter().map(answer).collect();
    stdout().write_all(Element::from(Content::List(answers)).to_json().as_bytes())
}

fn answer(asked: &Element) -> Element {
    let text = |key: &str| asked.get(key).and_then(Element::as_text).unwrap_or_default();
    let mut answer = Map::new();
    match Document::parse(text("name"), text("text")) {
        Ok(document) => {
            answer.set("json", document.to_json().as_str().into());
            answer.set("yaml", document.to_yaml().as_str().into());
            let warnings = document.warnings().iter().map(|w| w.to_string().as_str().into());
            answer.set("warnings", Content::List(warnings.collect()).into());
        }
        Err(problem) => answer.set("problem", format!("{problem:#}").as_str().into()),
    }
    Content::Map(answer).into()
}
