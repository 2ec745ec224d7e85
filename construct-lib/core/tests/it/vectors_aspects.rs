//! Aspects visit constructs in the AWS CDK's order.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use construct_core::{App, Aspect, AspectPriority, Aspects, CfnResource, Construct, Node};
use construct_core::{Stack, StackProps, Stage, StageProps};
use serde_json::{Value as JsonValue, json};

use crate::support::vectors;

/// Which aspect visited what, in order.
type Visits = Rc<RefCell<Vec<(String, String)>>>;

/// One aspect of a case.
struct Judged {
    name: String,
    steps: Vec<(JsonValue, Cell<bool>)>,
    visits: Visits,
}

impl Judged {
    fn new(name: &JsonValue, steps: &JsonValue, visits: &Visits) -> Self {
        let steps = steps.as_array().into_iter().flatten();
        Self {
            name: name.as_str().unwrap().to_owned(),
            steps: steps.map(|step| (step.clone(), Cell::new(false))).collect(),
            visits: Rc::clone(visits),
        }
    }
}

impl Aspect for Judged {
    fn visit(&self, node: &Node) {
        let (app, path) = (App::of(node), node.path());
        self.visits.borrow_mut().push((self.name.clone(), path.clone()));
        for (step, done) in self.steps.iter().filter(|(step, _)| step["at"] == path) {
            if done.replace(true) {
                continue;
            }
            if let Some(id) = step["add"].as_str() {
                let scope = step["below"].as_str().map_or_else(|| node.clone(), |p| at(&app, p));
                CfnResource::new(&scope, id, "Acme::Test::Thing");
            }
            if step["attach"].is_string() {
                let aspect = Judged::new(&step["attach"], &json!([]), &self.visits);
                add(&app, step, aspect);
            }
        }
    }
}

fn at(app: &App, path: &str) -> Node {
    let ids = path.split('/').filter(|id| !id.is_empty());
    ids.fold(app.node().clone(), |node, id| node.try_child(id).unwrap())
}

fn add(app: &App, spec: &JsonValue, aspect: impl Aspect + 'static) {
    let aspects = Aspects::of(&at(app, spec["on"].as_str().unwrap()));
    match spec["priority"].as_u64() {
        Some(priority) => aspects.add_with_priority(aspect, u32::try_from(priority).unwrap()),
        None => aspects.add(aspect),
    }
}

/// What the CDK computed, those that only look after all others: there they
/// see what hooks made, an intended difference.
fn expected(case: &JsonValue) -> Vec<(String, String)> {
    let text = |v: &JsonValue| v.as_str().unwrap().to_owned();
    let visits = case["visits"].as_array().unwrap();
    let mut visits: Vec<_> = visits.iter().map(|v| (text(&v[0]), text(&v[1]))).collect();
    let readonly = u64::from(AspectPriority::READONLY);
    let aspects = case["aspects"].as_array().unwrap();
    visits.sort_by_key(|(name, _)| {
        aspects.iter().any(|a| a["name"] == **name && a["priority"].as_u64() >= Some(readonly))
    });
    visits
}

#[test]
fn aspects_visit_as_in_the_cdk() {
    let cases = vectors("aspects");
    assert!(cases.len() > 20);
    for case in &cases {
        let title = &case["name"];
        let app = App::new();
        let stack = Stack::new(&app, "S", StackProps::new());
        let group = Node::new(&stack, "G");
        CfnResource::new(&group, "R", "Acme::Test::Thing");
        CfnResource::new(&stack, "H", "Acme::Test::Thing");
        if case["stage"] == true {
            let stage = Stage::new(&app, "Dev", StageProps::new());
            let stack = Stack::new(&stage, "T", StackProps::new());
            CfnResource::new(&stack, "R", "Acme::Test::Thing");
        }
        let visits = Visits::default();
        let mut known: Vec<(&JsonValue, Rc<Judged>)> = Vec::new();
        for spec in case["aspects"].as_array().unwrap() {
            let same = known.iter().find(|(name, _)| **name == spec["same"]);
            let aspect = same.map_or_else(
                || Rc::new(Judged::new(&spec["name"], &spec["does"], &visits)),
                |(_, aspect)| Rc::clone(aspect),
            );
            known.push((&spec["name"], Rc::clone(&aspect)));
            add(&app, spec, aspect);
        }
        match (app.synth(), case["error"].as_str()) {
            (Ok(_), None) => {}
            (Err(errors), Some(_)) => {
                assert!(errors.diagnostics().iter().all(|d| d.code() == "aspect-too-late"));
            }
            (result, expected) => panic!("{title}: {result:?} instead of {expected:?}"),
        }
        if case["stage"] == true {
            let reaches = |path: &str| visits.borrow().contains(&("app".into(), path.into()));
            // Those of the app reach into stages, an intended difference.
            assert!(["Dev", "Dev/T", "Dev/T/R"].into_iter().all(reaches), "{title}");
            visits.borrow_mut().retain(|(name, path)| name != "app" || !path.starts_with("Dev"));
            visits.borrow_mut().sort_by_key(|(name, _)| name != "stage");
        }
        assert_eq!(*visits.borrow(), expected(case), "{title}");
    }
}
