//! What holds for every program.

use construct_core::{
    App, CfnCondition, CfnMapping, CfnParameter, CfnParameterProps, CfnResource, Construct, Expr,
    ForEach, Intrinsic, LogicalId, Node, NodeId, Pseudo, Stack, StackProps, Token, intrinsic,
};
use proptest::prelude::*;
use serde_json::Value as JsonValue;

use crate::support::{app_with_stack, template, topic};

/// The elements that a random expression may name, by their kind.
#[derive(Debug, Clone, Copy)]
struct Targets {
    parameter: NodeId,
    condition: NodeId,
    mapping: NodeId,
    resource: NodeId,
}

fn targets(stack: &Stack) -> Targets {
    let always = intrinsic::equals("a", "a");
    let parameter = CfnParameter::new(stack, "Parameter", CfnParameterProps::string());
    let mapping = CfnMapping::new(stack, "Mapping");
    mapping.set_value("a", "b", "c");
    Targets {
        parameter: parameter.node().node_id(),
        condition: CfnCondition::new(stack, "Condition", always).node().node_id(),
        mapping: mapping.node().node_id(),
        resource: topic(stack, "Other").node().node_id(),
    }
}

/// The shape of an expression, before there is an app whose elements it names.
#[derive(Debug, Clone)]
enum Shape {
    Leaf(u8, String),
    List(Vec<Shape>),
    Map(Vec<(String, Shape)>),
    Call(u8, String, Vec<Shape>),
}

impl Shape {
    fn expr(&self, t: Targets) -> Expr {
        match self {
            Self::Leaf(kind, text) => match kind {
                0 => Expr::Unset,
                1 => Expr::Bool(true),
                2 => Expr::Int(-7),
                3 => Expr::Num(0.5),
                4 => Expr::Pseudo(Pseudo::Region),
                5 => Expr::Ref(t.parameter),
                6 => Expr::get_att(t.resource, text.clone()),
                7 => Expr::logical_id(t.resource),
                8 => Expr::number("1.50").unwrap(),
                _ => Expr::from(text.as_str()),
            },
            Self::List(items) => Expr::list(items.iter().map(|i| i.expr(t))),
            Self::Map(entries) => entries_of(entries, t),
            Self::Call(function, text, arguments) => {
                let get = |i: usize| arguments.get(i).map_or(Expr::Unset, |a| a.expr(t));
                let all = || arguments.iter().map(|a| a.expr(t)).collect::<Box<[Expr]>>();
                let key = text.clone().into();
                Expr::Token(Box::new(match function {
                    0 => Token::Join(key, Expr::List(all())),
                    1 => Token::Join(key, Expr::Ref(t.parameter)),
                    2 => Token::Sub("x ${AWS::Region}".into(), Box::default()),
                    3 => Token::Sub("x ${v}".into(), [("v".into(), get(0))].into()),
                    4 => Token::If(t.condition, get(0), get(1)),
                    5 => Token::Select(Expr::Int(0), Expr::Ref(t.parameter)),
                    6 => Token::Select(get(0), no_set(get(1))),
                    7 => Token::Split(key, get(0)),
                    8 => Token::Base64(get(0)),
                    9 => Token::FindInMap(t.mapping, get(0), get(1)),
                    10 => Token::Condition(t.condition),
                    11 => Token::Equals(get(0), get(1)),
                    12 => Token::And(all()),
                    13 => Token::Or(all()),
                    14 => Token::Not(get(0)),
                    15 => Token::Call(Intrinsic::ToJsonString, get(0)),
                    16 => Token::Call(Intrinsic::Ref, Expr::text("Parameter")),
                    17 => Token::Call(Intrinsic::Cidr, Expr::List(all())),
                    18 => return beside("Fn::Transform", Token::Transform(get(0))),
                    19 => {
                        let body = Expr::map([("k${X}", get(0))]);
                        let each = ForEach { identifier: "X".into(), collection: get(1), body };
                        return beside("Fn::ForEach::L", Token::ForEach(Box::new(each)));
                    }
                    _ => return Expr::set(all()),
                }))
            }
        }
    }
}

/// A set stands in policies only, where nothing selects from it; one that an
/// override reaches into becomes a list, whose length is then known.
fn no_set(expr: Expr) -> Expr {
    match expr {
        Expr::Token(token) if matches!(*token, Token::Set(_)) => Expr::Unset,
        other => other,
    }
}

/// A function among other entries of an object.
fn beside(key: &'static str, token: Token) -> Expr {
    Expr::map([("a", 1.into()), (key, Expr::Token(Box::new(token)))])
}

fn entries_of(entries: &[(String, Shape)], t: Targets) -> Expr {
    let mut all: Vec<(String, Expr)> = Vec::new();
    for (key, shape) in entries {
        if all.iter().all(|(k, _)| k != key) {
            all.push((key.clone(), shape.expr(t)));
        }
    }
    Expr::Map(all.into_iter().map(|(k, e)| (k.into(), e)).collect())
}

fn shape() -> impl Strategy<Value = Shape> {
    let leaf = (0..12_u8, "[a-z가.\"\\\\ ]{0,4}").prop_map(|(kind, text)| Shape::Leaf(kind, text));
    leaf.prop_recursive(4, 24, 4, |inner| {
        let entry = ("[a-z.]{1,3}", inner.clone());
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Shape::List),
            prop::collection::vec(entry, 0..4).prop_map(Shape::Map),
            (0..21_u8, "[a-z,]{0,2}", prop::collection::vec(inner, 0..3))
                .prop_map(|(f, text, arguments)| Shape::Call(f, text, arguments)),
        ]
    })
}

/// JSON in which functions stand wherever they can, and where they cannot.
fn raw() -> impl Strategy<Value = JsonValue> {
    const NAMES: &[&str] =
        &["Parameter", "Other", "Condition", "Mapping", "Mapping.a", "AWS::Region", "${X}"];
    let text = prop::sample::select(NAMES).prop_map(JsonValue::from);
    let plain = "[a{}$:.]{0,4}".prop_map(JsonValue::from);
    let leaf = prop_oneof![
        text,
        plain,
        any::<i32>().prop_map(JsonValue::from),
        any::<bool>().prop_map(JsonValue::from)
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let mut keys: Vec<&str> = Intrinsic::ALL.iter().map(|f| f.name()).collect();
        keys.extend(["a", "Fn::Transform", "Fn::ForEach::L", "Fn::Other"]);
        let entry = (prop::sample::select(keys), inner.clone());
        let object = prop::collection::btree_map(entry.0, entry.1, 1..3);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(JsonValue::from),
            object.prop_map(|o| o.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}

/// An app whose resource `Holder` has this property, after `change` was made.
fn holder(shape: &Shape, change: impl Fn(&CfnResource)) -> App {
    let (app, stack) = app_with_stack();
    let targets = targets(&stack);
    let holder = topic(&stack, "Holder");
    let props =
        construct_core::Props::new().with("Value", shape.expr(targets)).with("Always", 1.into());
    holder.set_props(props);
    change(&holder);
    app
}

/// The paths of all objects and lists in `json`, with a key that is not in them.
fn places(json: &JsonValue, path: &str, found: &mut Vec<String>) {
    match json {
        JsonValue::Array(items) => {
            found.push(format!("{path}.{}", items.len()));
            for (i, item) in items.iter().enumerate() {
                places(item, &format!("{path}.{i}"), found);
            }
        }
        JsonValue::Object(entries) => {
            found.push(format!("{path}.new-key"));
            for (key, item) in entries {
                let key = key.replace('\\', r"\\").replace('.', r"\.");
                places(item, &format!("{path}.{key}"), found);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// An override sees what the template shows: what it adds and deletes
    /// again leaves no trace, wherever it reaches.
    #[test]
    fn reaching_into_an_expression_changes_nothing_else(shape in shape()) {
        let app = holder(&shape, |_| ());
        let Ok(assembly) = app.synth() else {
            // `Fn::Select` out of range, found at random.
            return Ok(());
        };
        let plain = assembly.stacks()[0].template_json().to_owned();
        let json: JsonValue = serde_json::from_str(&plain).unwrap();
        let value = &json["Resources"]["Holder"]["Properties"]["Value"];
        let mut paths = Vec::new();
        places(value, "Value", &mut paths);
        for path in paths {
            let app = holder(&shape, |r| {
                r.add_property_override(&path, "x");
                r.add_property_deletion_override(&path);
            });
            let assembly = app.synth().unwrap_or_else(|e| panic!("{path}: {e}"));
            prop_assert_eq!(assembly.stacks()[0].template_json(), &plain, "{}", path);
        }
    }

    /// Raw JSON is looked at as functions, and still written as it was.
    #[test]
    fn raw_functions_stay_as_they_are(value in raw()) {
        let (app, stack) = app_with_stack();
        targets(&stack);
        topic(&stack, "Holder").add_property_override("Value", value.clone());
        if let Ok(assembly) = app.synth() {
            let json: JsonValue = serde_json::from_slice(assembly.stacks()[0].template()).unwrap();
            prop_assert_eq!(&json["Resources"]["Holder"]["Properties"]["Value"], &value);
        }
        // Without checks that depend on where it stands.
        let expr = Expr::from(value.clone());
        let (app, stack) = app_with_stack();
        stack.add_metadata("Value", expr);
        let _ = app.synth();
    }

    #[test]
    fn no_override_panics(shape in shape(), path in "[a-z0-9.\\\\]{0,12}|(Value|Properties)(\\.[A-Za-z0-9:]{1,9}){0,3}", deep in shape()) {
        let app = holder(&shape, |r| {
            let (_, stack) = app_with_stack();
            let foreign = deep.expr(targets(&stack));
            r.add_override(&path, foreign);
            r.add_property_override(&path, "x");
            r.add_property_deletion_override(&path);
            r.add_deletion_override(&path);
        });
        let _ = app.synth();
    }

    #[test]
    fn no_text_with_variables_panics(text in "([a${}!.: 가]|AWS::Region){0,12}") {
        let (app, stack) = app_with_stack();
        let sub = intrinsic::sub(text).variable("a", "b").value();
        topic(&stack, "T").add_property_override("Name", Expr::from(sub));
        let _ = app.synth();
    }

    #[test]
    fn logical_ids_are_well_formed_and_unmoved_by_siblings(
        path in prop::collection::vec("[A-Za-z가-힣{}$. _-]{1,120}|Default|Resource", 1..6),
        siblings in prop::collection::vec("[A-Za-z]{1,6}", 0..20),
    ) {
        let id = |siblings: &[String]| {
            let app = App::new();
            let stack = Stack::new(&app, "Stack", StackProps::new());
            for sibling in siblings {
                if *sibling != path[0] && stack.node().try_child(sibling).is_none() {
                    topic(&Node::new(&stack, sibling), "Resource");
                }
            }
            let (last, scopes) = path.split_last().unwrap();
            let scope = scopes.iter().fold(stack.node().clone(), |at, id| Node::new(&at, id));
            let made = CfnResource::new(&scope, last, "Acme::Test::Wanted");
            let assembly = app.synth().ok()?;
            let json: JsonValue = serde_json::from_slice(assembly.stacks()[0].template()).unwrap();
            let resources = json["Resources"].as_object().unwrap();
            let wanted = resources.iter().find(|(_, r)| r["Type"] == "Acme::Test::Wanted");
            assert_eq!(made.resource_type(), "Acme::Test::Wanted");
            Some(wanted.unwrap().0.clone())
        };
        if let Some(alone) = id(&[]) {
            prop_assert!(LogicalId::parse(&alone).is_ok(), "{}", alone);
            // A sibling may take the same id by chance; that is reported.
            if let Some(among) = id(&siblings) {
                prop_assert_eq!(alone, among);
            }
        }
    }

    #[test]
    fn joining_literals_joins_texts(delimiter in "[,a]{0,2}", items in prop::collection::vec("[a,]{0,3}", 0..5)) {
        let joined = intrinsic::join(delimiter.clone(), items.clone());
        let text = items.join(&delimiter);
        prop_assert_eq!(joined.as_literal(), Some(text.as_str()));
        let concat = intrinsic::concat(items.iter().map(|i| Expr::from(i.as_str())));
        let text = items.concat();
        prop_assert_eq!(concat.as_literal(), Some(text.as_str()));
        if !delimiter.is_empty() {
            let whole = joined.clone();
            let again = intrinsic::join(delimiter.clone(), intrinsic::split(delimiter, joined));
            prop_assert_eq!(again, whole);
        }
    }

    #[test]
    fn equal_programs_give_equal_bytes(shapes in prop::collection::vec(shape(), 1..5)) {
        let make = || {
            let (app, stack) = app_with_stack();
            let targets = targets(&stack);
            for (i, shape) in shapes.iter().enumerate() {
                topic(&stack, &format!("T{i}")).add_property_override("V", shape.expr(targets));
            }
            app
        };
        let (one, two) = (make(), make());
        match (one.synth(), two.synth()) {
            (Ok(a), Ok(b)) => {
                prop_assert_eq!(a.stacks()[0].template(), b.stacks()[0].template());
                prop_assert!(template(&one).is_object());
            }
            (Err(a), Err(b)) => prop_assert_eq!(a.to_string(), b.to_string()),
            _ => prop_assert!(false, "one fails and the other does not"),
        }
    }
}
