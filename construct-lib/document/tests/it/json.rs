//! JSON in and out.

use construct_document::{Content, Document, Format};
use serde_json::Value;

#[test]
fn values_keep_their_order_and_their_places() {
    let text = "{\n  \"Z\": {\"b\": 1, \"a\": [true, null]},\n  \"한글\": \"x\", \"A\": -0.50\n}";
    let document = Document::parse("t.json", text).unwrap();
    assert_eq!(document.format(), Format::Json);
    let root = document.root().as_map().unwrap();
    let places: Vec<String> = root
        .entries()
        .iter()
        .map(|e| format!("{} {} {}", e.key(), e.key_position(), e.value().position()))
        .collect();
    assert_eq!(places, ["Z 2:3 2:8", "한글 3:3 3:9", "A 3:14 3:19"]);
}

#[test]
fn numbers_are_written_as_they_were() {
    for number in [
        "0",
        "-0",
        "5.10",
        "1e3",
        "1E+400",
        "123456789012345678901234567890",
        "-9223372036854775808",
    ] {
        let document = Document::parse("t.json", format!("[{number}]")).unwrap();
        assert_eq!(document.to_json(), format!("[\n {number}\n]\n"));
    }
    let items = Document::parse("t.json", "[7, 7.0]").unwrap();
    assert_eq!(items.root().as_list().unwrap()[0].content(), &Content::Int(7));
}

#[test]
fn texts_are_read_and_written_as_serde_json_does() {
    let all = [
        "\"\\u00e9\\uD83D\\uDE00 \\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u0001\"",
        "\"한글 🚀 \u{2028}\u{7f}\"",
        "\"\"",
    ];
    for text in all {
        let document = Document::parse_json("t", text).unwrap();
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(document.root().as_text(), value.as_str());
        assert_eq!(document.to_json().trim_end(), value.to_string());
    }
}

#[test]
fn json_looks_as_our_templates_do() {
    let document = Document::parse("t", "{\"A\":{},\"B\":[],\"C\":[{\"D\":1}]}").unwrap();
    let wanted = "{\n \"A\": {},\n \"B\": [],\n \"C\": [\n  {\n   \"D\": 1\n  }\n ]\n}\n";
    assert_eq!(document.to_json(), wanted);
}

#[test]
fn yaml_in_braces_is_read_unless_the_name_says_json() {
    let text = "{Resources: {Topic: {Type: 'AWS::SNS::Topic'}}}";
    assert_eq!(Document::parse("t.template", text).unwrap().format(), Format::Yaml);
    assert!(Document::parse("t.json", text).is_err());
    // What is neither is reported as the JSON that it was meant to be.
    let problem = Document::parse("t.template", "{\"a\": [1}").unwrap_err();
    assert!(problem.message().starts_with("expected `,` or `]`"), "{problem}");
}
