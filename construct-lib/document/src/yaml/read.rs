//! Reads YAML: the only module that knows the parser.

use granit_parser::{ErrorKind, Event, Marker, Parser, ScalarStyle, ScanError, Span};

use super::compose::{Composer, Properties};
use super::tag::Tag;
use crate::element::{Content, Element, Position};
use crate::problem::{Problem, codes};
use crate::source::{DEEPEST, position};

/// Reads one document, and what it left in doubt.
pub(crate) fn read(text: &str) -> Result<(Element, Vec<Problem>), Problem> {
    let mut options = granit_parser::options! {
        // As PyYAML and CloudFormation read it.
        block_scalar_eof_without_line_feed: true,
        flow_nesting_limit: DEEPEST + 1,
        block_nesting_limit: DEEPEST + 1,
    };
    options.set_emit_comments(false);
    let mut composer = Composer::default();
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| wrong(text, &error))?;
        match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    return Err(Problem::error(
                        codes::SYNTAX,
                        place(span.start),
                        "a second document begins here",
                        "a template is one document: remove the line `---`, or divide the file",
                    ));
                }
            }
            Event::Scalar(value, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain;
                composer.scalar(value, is_plain, properties(&span, anchor, tag.as_deref())?)?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                composer.begin(properties(&span, anchor, tag.as_deref())?, false)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                composer.begin(properties(&span, anchor, tag.as_deref())?, true)?;
            }
            Event::SequenceEnd | Event::MappingEnd => composer.end()?,
            Event::Alias(anchor) => composer.alias(anchor, place(span.start))?,
            // Options that would give other events are off.
            _ => {}
        }
    }
    let is_empty = !composer.has_root();
    let (root, warnings) = composer.finish();
    match root {
        Some(root) if *root.content() != Content::Null => Ok((root, warnings)),
        _ => Err(Problem::error(
            codes::SYNTAX,
            Position::new(1, 1),
            if is_empty { "the text is empty" } else { "the document is empty" },
            "a template has at least the section `Resources`",
        )),
    }
}

fn place(marker: Marker) -> Position {
    position(marker.line(), marker.col() + 1)
}

fn properties(
    span: &Span,
    anchor: usize,
    tag: Option<&granit_parser::Tag>,
) -> Result<Properties, Problem> {
    let at = place(span.tag_start.unwrap_or(span.start));
    let tag = match tag {
        None => None,
        Some(tag) => match tag.parts() {
            ("!", name) => Some(Tag::local(name, at)?),
            ("", "!") => Some(Tag::Text),
            _ => match tag.suffix_in_namespace("tag:yaml.org,2002:") {
                Some(name) => Some(Tag::core(&name, at)?),
                None => return Err(Tag::unknown(&tag.original(), at)),
            },
        },
    };
    Ok(Properties { at, tag, anchor })
}

/// What the parser found wrong, in our words where these help more.
fn wrong(text: &str, error: &ScanError) -> Problem {
    let at = place(*error.marker());
    let syntax =
        |message: &str, help: &'static str| Problem::error(codes::SYNTAX, at, message, help);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => Problem::error(
            codes::TOO_DEEP,
            at,
            format!("values stand inside values more than {DEEPEST} deep"),
            "no template is that deep: look for a bracket that is never closed",
        ),
        ErrorKind::UnknownAnchor => Problem::error(
            codes::ALIAS,
            at,
            "the alias names an anchor that is not defined before it",
            "define it with `&name`, or put a text that begins with `*` in quotes",
        ),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart => {
            syntax("a tab stands where the line is indented", "indent with spaces only")
        }
        ErrorKind::UnclosedQuotedScalar => {
            syntax("a text in quotes is never closed", "close it with the quote that begins it")
        }
        ErrorKind::UnclosedFlowCollection { open } => syntax(
            &format!("the bracket `{open}` is never closed"),
            "the text was cut off, or a bracket is missing",
        ),
        ErrorKind::UnexpectedEof
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            syntax("the text ends too early", "the text was cut off, or a bracket is missing")
        }
        ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::InvalidLowSurrogateHexEscape => syntax(
            "an escape is one half of a pair, and the other half is missing",
            "write the character itself, or both halves",
        ),
        ErrorKind::UnknownQuotedScalarEscape => syntax(
            "this is no escape of YAML",
            "write a backslash as `\\\\`, or use single quotes, where it stands for itself",
        ),
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::MappingValueNotAllowed => {
            syntax(&format!("{}", error.kind()), indentation(text, at))
        }
        ErrorKind::ExpectedNodeContent => {
            syntax("a value is missing, or two tags stand before one value", TWO_TAGS)
        }
        ErrorKind::UndeclaredTagHandle => Problem::error(
            codes::UNKNOWN_TAG,
            at,
            "a tag has a handle that is not declared",
            "CloudFormation's tags have one `!`, for example `!Sub`",
        ),
        kind => syntax(
            &kind.to_string(),
            "compare the line with the one before it; a text with signs of YAML's own needs quotes",
        ),
    }
}

const TWO_TAGS: &str =
    "of two functions on one value the outer one needs its long form: `Fn::Base64: !Sub …`";

/// Why a line does not fit, from what stands there.
fn indentation(text: &str, at: Position) -> &'static str {
    let line = text.lines().nth((at.line() as usize).saturating_sub(1)).unwrap_or_default();
    let content = line.trim_start_matches(' ');
    if content.starts_with('\t') {
        "indent with spaces only"
    } else if content.matches(": ").count() > 1 {
        "a text that holds `: ` needs quotes"
    } else if content.matches('!').count() > 1 {
        TWO_TAGS
    } else {
        "indent the line as the lines beside it, and end a key with `:`"
    }
}
