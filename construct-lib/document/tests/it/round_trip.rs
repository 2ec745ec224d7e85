//! What is written is read back the same, whatever the texts are.

use construct_document::{Content, Document, Element, Entry, Map, Position};
use proptest::prelude::*;

/// Texts that some reader of YAML takes for something else.
const NASTY: &[&str] = &[
    "",
    " ",
    "~",
    "null",
    "Null",
    "true",
    "FALSE",
    "yes",
    "No",
    "on",
    "OFF",
    "y",
    "N",
    "=",
    "<<",
    "-",
    "- a",
    "?",
    "? a",
    ":",
    ": a",
    "a:",
    "a: b",
    "a #b",
    "#a",
    "a#",
    "&a",
    "*a",
    "!a",
    "!Ref a",
    "|",
    ">",
    "|-",
    "'",
    "''",
    "\"",
    "\"a\"",
    "'a'",
    "%a",
    "@a",
    "`a`",
    "{",
    "}",
    "{}",
    "[]",
    "[a]",
    "a,b",
    ",",
    "0",
    "00",
    "007",
    "0755",
    "0o17",
    "0x1F",
    "0b1",
    "012345678901",
    "012345670123",
    "1_000",
    "+1",
    "-1",
    "1.0",
    "1.",
    ".5",
    ".",
    "..",
    "...",
    "---",
    "--- a",
    "1e3",
    "1.0e+3",
    "1E400",
    ".inf",
    "-.INF",
    ".nan",
    "12:30:45",
    "22:22",
    "190:20:30.15",
    "2010-09-09",
    "2001-12-14t21:59:43.10-05:00",
    "2012-10-17T00:00:00Z",
    " a",
    "a ",
    "\ta",
    "a\t",
    "\t",
    "\n",
    "\n\n",
    "a\n",
    "a\n\n",
    "\na",
    " a\nb",
    "a\n b",
    "a\n\tb",
    "a\n  \nb",
    "a\r\nb",
    "a\rb",
    "a\u{85}b",
    "a\u{2028}b",
    "a\u{2029}\nb",
    "a\u{a0}b",
    "\u{feff}",
    "a\u{feff}",
    "\u{0}",
    "\u{1}",
    "\u{1b}[0m",
    "\u{7f}",
    "\u{9f}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{10ffff}",
    "한글",
    "日本語: x",
    "🚀",
    "é",
    "e\u{301}",
    "#!/bin/bash\nset -e\necho \"$A\" # x\n",
    "a: b\nc: d\n",
    "---\na\n",
    "- x\n- y",
    "key: |\n  x\n",
    "\\",
    "\\n",
    "a\\",
    "${AWS::StackName}",
    "arn:aws:s3:::x",
    "AWS::S3::Bucket",
    "Fn::Sub",
    "a'b",
    "a\"b",
    "it's: \"x\"",
    "x\n#y\n",
    "x\n---\ny",
    "%YAML 1.1",
    "<<: *a",
    "null ",
    "true\n",
    "_",
    "_1",
    "e5",
    "0x",
    "0b",
    "0o8",
    "1__0",
    "08",
    "-0",
    "+.5",
    "-.5",
    "1e",
    "١",
    "a\u{200b}b",
    "\u{ad}",
];

fn content_of(text: &str) -> Element {
    Content::Text(text.to_owned()).into()
}

fn map_of(entries: Vec<(String, Element)>) -> Element {
    let mut map = Map::new();
    entries.into_iter().for_each(|(k, v)| map.set(k, v));
    Content::Map(map).into()
}

fn check(element: &Element) {
    let yaml = element.to_yaml();
    let read = Document::parse_yaml("t.yaml", &yaml);
    let read = read.unwrap_or_else(|e| panic!("{e:#}\n{yaml}"));
    assert_eq!(read.root(), element, "{yaml}");
    assert_eq!(read.warnings(), [], "{yaml}");
    assert_eq!(read.to_yaml(), yaml);
    let json = element.to_json();
    let read = Document::parse_json("t.json", &json).unwrap_or_else(|e| panic!("{e:#}\n{json}"));
    assert_eq!(read.root(), element, "{json}");
}

#[test]
fn nasty_texts_stay_texts() {
    for text in NASTY {
        check(&map_of(vec![((*text).to_owned(), content_of(text))]));
        let list = Content::List(vec![content_of(text), content_of("x")]).into();
        check(&map_of(vec![("a".into(), list), ("b".into(), content_of(text))]));
    }
    let long = "x".repeat(5000);
    check(&map_of(vec![(long.clone(), content_of(&format!("{long} {long}")))]));
    let inside = map_of(vec![(long.clone(), map_of(vec![("a".into(), content_of("b"))]))]);
    check(&map_of(vec![("k".into(), Content::List(vec![inside]).into())]));
}

#[test]
fn yaml_is_readable() {
    let json = r##"{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"Table":{"Type":"AWS::DynamoDB::Table","Properties":{"Tags":[{"Key":"on","Value":"yes"}],"Names":[["a"],[]],"Code":"import os\n\nprint(1)\n","Enabled":true,"Size":1e3,"Empty":{},"Arn":{"Fn::GetAtt":["Table","Arn"]},"Note":"a: b # c","Path":"C:\\x\ty","It":"it's"}}}}"##;
    let yaml = Document::parse("t.json", json).unwrap().to_yaml();
    let wanted = "\
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      Tags:
        - Key: 'on'
          Value: 'yes'
      Names:
        - - a
        - []
      Code: |
        import os

        print(1)
      Enabled: true
      Size: 1.0e+3
      Empty: {}
      Arn:
        Fn::GetAtt:
          - Table
          - Arn
      Note: 'a: b # c'
      Path: \"C:\\\\x\\ty\"
      It: it's
";
    assert_eq!(yaml, wanted);
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::sample::select(NASTY).prop_map(str::to_owned),
        2 => "[ -~]{0,12}",
        2 => "[0-9+\\-._:eExob]{0,8}",
        1 => "[a-c \\n\\t:#-]{0,20}",
        1 => "\\PC{0,8}",
        1 => proptest::collection::vec(any::<char>(), 0..6).prop_map(|c| c.into_iter().collect()),
        1 => ("[a-z: ]{1,4}", 1000..1100_usize).prop_map(|(t, n)| t.repeat(n / t.len())),
    ]
}

fn number() -> impl Strategy<Value = Content> {
    prop_oneof![
        any::<i64>().prop_map(Content::Int),
        "-?(0|[1-9][0-9]{0,30})\\.[0-9]{1,20}([eE][+-][0-9]{1,3})?".prop_map(|t| {
            construct_document::Number::parse(&t).map(Content::Number).unwrap_or_default()
        }),
    ]
}

fn element() -> impl Strategy<Value = Element> {
    let leaf = prop_oneof![
        4 => text().prop_map(Content::Text),
        1 => number(),
        1 => any::<bool>().prop_map(Content::Bool),
        1 => Just(Content::Null),
    ]
    .prop_map(Element::from);
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(|l| Content::List(l).into()),
            proptest::collection::vec((text(), inner), 0..6).prop_map(map_of),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_are_read_back_as_they_were_written(root in element()) {
        // A template is an object; nothing at all is refused.
        check(&map_of(vec![("Root".into(), root)]));
    }

    #[test]
    fn texts_alone_are_read_back(text in text()) {
        check(&content_of(&text));
    }
}

#[test]
fn entries_keep_their_places_when_their_values_change() {
    let entry = Entry::new("a".into(), Position::new(3, 4), content_of("b"));
    assert_eq!((entry.key_position().line(), entry.value().as_text()), (3, Some("b")));
}
