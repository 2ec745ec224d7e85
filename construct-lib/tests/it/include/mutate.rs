//! Templates in which something is of another shape than it should be: each is
//! included or refused, and none makes the program stop.

use construct_lib::document::{Content, Document, Element, Map};
use construct_lib::include::{Include, IncludeProps};
use construct_lib::{App, Expr, Stack, StackProps};
use proptest::prelude::*;

use super::normal::normal;
use super::round_trip::WHOLE;

/// What is put in the place of something else.
fn odd() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "null",
        "1",
        "1.50",
        "true",
        "\"\"",
        "\"x\"",
        "\"Topic\"",
        "\"${\"",
        "\"${Topic.}\"",
        "[]",
        "{}",
        "[null]",
        "[[1], {\"a\": []}]",
        "{\"Ref\": \"Topic\"}",
        "{\"Ref\": 1}",
        "{\"Ref\": {\"Ref\": \"Topic\"}}",
        "{\"Fn::GetAtt\": \"Topic\"}",
        "{\"Fn::GetAtt\": [\"Topic\"]}",
        "{\"Fn::GetAtt\": {}}",
        "{\"Fn::If\": [\"IsProd\", 1]}",
        "{\"Fn::If\": {}}",
        "{\"Fn::Sub\": [\"${a}\", []]}",
        "{\"Fn::Sub\": []}",
        "{\"Fn::FindInMap\": []}",
        "{\"Fn::ForEach::X\": []}",
        "{\"Fn::ForEach::X\": [\"a\", \"b\", {\"c${a}\": 1}]}",
        "{\"Fn::Transform\": 1}",
        "{\"Fn::Transform\": {\"Name\": \"A\"}, \"b\": 1}",
        "{\"Fn::Join\": 1}",
        "{\"Condition\": \"IsProd\"}",
        "{\"Condition\": []}",
        "{\"Fn::Nothing\": 1}",
        "{\"Type\": \"A::B\"}",
        "{\"Fn::And\": []}",
        "{\"Fn::Select\": [9, [1]]}",
    ])
    .prop_map(str::to_owned)
}

/// Replaces the value at a place, counted through the whole document.
fn replace(value: &mut Element, at: &mut usize, new: &Element) {
    if *at == 0 {
        *value = new.clone();
    }
    *at = at.wrapping_sub(1);
    match value.content_mut() {
        Content::List(items) => items.iter_mut().for_each(|item| replace(item, at, new)),
        Content::Map(map) => {
            map.entries_mut().iter_mut().for_each(|entry| replace(entry.value_mut(), at, new));
        }
        _ => {}
    }
}

fn size(value: &Element) -> usize {
    match value.content() {
        Content::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Content::Map(map) => 1 + map.entries().iter().map(|e| size(e.value())).sum::<usize>(),
        _ => 1,
    }
}

fn include(text: &str, keeps_ids: bool, stage: Option<Expr>) -> Result<String, String> {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let mut props = IncludeProps::from_json("t.json", text).preserve_logical_ids(keeps_ids);
    if let Some(stage) = stage {
        props = props.parameter("Stage", stage);
    }
    Include::new(&stack, "Legacy", props);
    let assembly = app.synth().map_err(|e| e.to_string())?;
    Ok(assembly.stacks()[0].template_json().to_owned())
}

fn text() -> impl Strategy<Value = Content> {
    prop_oneof![
        "[ -#%-z]{0,12}".prop_map(Content::Text),
        any::<i64>().prop_map(Content::Int),
        any::<bool>().prop_map(Content::Bool),
        Just(Content::Text("${AWS::Region} ${!x}".into())),
    ]
}

fn value() -> impl Strategy<Value = Element> {
    text().prop_map(Element::from).prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(|l| Content::List(l).into()),
            proptest::collection::vec(("[A-Za-z0-9 :/.-]{4,9}", inner), 0..5).prop_map(|entries| {
                let mut map = Map::new();
                entries.into_iter().for_each(|(key, value)| map.set(key, value));
                Content::Map(map).into()
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn templates_of_another_shape_are_refused_or_included(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), odd()), 1..4),
        keeps_ids in any::<bool>(),
        replaces in any::<bool>(),
    ) {
        let document = Document::parse("t.yaml", WHOLE).unwrap();
        let mut root = document.into_root();
        for (at, new) in changes {
            let new = Document::parse_json("new", &new).unwrap().into_root();
            let mut at = at.index(size(&root));
            replace(&mut root, &mut at, &new);
        }
        // One of the two; a panic is neither.
        match include(&root.to_json(), keeps_ids, replaces.then(|| Expr::from("prod"))) {
            Ok(template) => prop_assert!(template.contains("\"Resources\"")),
            Err(report) => prop_assert!(report.contains("error[")),
        }
    }

    #[test]
    fn any_values_of_properties_stay_as_they_are(value in value()) {
        let text = format!(
            "{{\"Resources\":{{\"A\":{{\"Type\":\"Acme::Test::Thing\",\"Properties\":{{\"P\":{}}}}}}}}}",
            value.to_json()
        );
        let written = include(&text, true, None).unwrap();
        let written = Document::parse_json("t.json", written).unwrap();
        let wanted = Document::parse_json("t.json", &text).unwrap();
        prop_assert_eq!(normal(written.root()), normal(wanted.root()));
    }
}
