//! Takes the steps of a case.

use std::collections::BTreeMap;
use std::time::Duration;

use construct_core::{
    App, Aws, CfnCondition, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps,
    CfnResource, Construct, CrossStackReferences, Environment, ExportValueProps, Expr, List,
    NestedStack, NestedStackProps, Node, ParameterType, ReferenceStrength, RemovalPolicy, Stack,
    StackProps, Stage, StageProps, Value, intrinsic,
};
use serde_json::Value as JsonValue;

/// The steps; an output may have an export, so it comes first.
const KINDS: &[&str] = &[
    "stage",
    "stack",
    "nested",
    "resource",
    "parameter",
    "condition",
    "output",
    "set",
    "produce",
    "consume",
    "export",
    "export_list",
    "depend",
    "depend_stack",
    "depend_l1",
    "rename",
];

/// What a case is built of: constructs by their path.
pub(super) struct Builder {
    app: App,
    at: BTreeMap<String, Node>,
    nested: BTreeMap<String, NestedStack>,
}

impl Builder {
    pub(super) fn new(app: &App, strength: Option<&str>) -> Self {
        // Strong is the default here, where there can be strong ones.
        if let Some(strength @ ("weak" | "both")) = strength {
            CrossStackReferences::of(app).consume(strength_of(strength));
        }
        Self { app: app.clone(), at: BTreeMap::new(), nested: BTreeMap::new() }
    }

    pub(super) fn take_all(&mut self, steps: &JsonValue) {
        for step in steps.as_array().unwrap() {
            self.take(step);
        }
    }

    fn take(&mut self, step: &JsonValue) {
        let kind = KINDS.iter().find(|kind| step.get(**kind).is_some());
        let kind = *kind.unwrap_or_else(|| panic!("the vectors have a new step: {step}"));
        let at = step[kind].as_str().unwrap();
        match kind {
            "stage" => self.stage(at, step),
            "stack" => self.stack(at, step),
            "nested" => self.nested(at, step),
            "resource" => {
                let (scope, id) = self.place(at);
                let kind = step["type"].as_str().unwrap_or("Acme::Test::Thing");
                let resource = CfnResource::new(&scope, id, kind);
                for (name, value) in step["properties"].as_object().into_iter().flatten() {
                    resource.add_property_override(name, self.value(value));
                }
                self.put(at, &resource);
            }
            "parameter" => {
                let (scope, id) = self.place(at);
                let props = match step["type"].as_str() {
                    None => CfnParameterProps::string(),
                    Some(other) => {
                        CfnParameterProps::new(ParameterType::Other(other.to_owned().into()))
                    }
                };
                self.put(at, &CfnParameter::new(&scope, id, props));
            }
            "condition" => {
                let (scope, id) = self.place(at);
                let [a, b] = [0, 1].map(|at| self.text(&step["equals"][at]));
                let condition = intrinsic::equals(a, b);
                self.put(at, &CfnCondition::new(&scope, id, condition));
            }
            "output" => {
                let (scope, id) = self.place(at);
                let mut props = CfnOutputProps::new(self.text(&step["value"]));
                if let Some(name) = step["export"].as_str() {
                    props = props.export_name(name);
                }
                self.put(at, &CfnOutput::new(&scope, id, props));
            }
            "set" => {
                let value = self.value(&step["value"]);
                self.resource(at).add_property_override(step["property"].as_str().unwrap(), value);
            }
            "produce" => CrossStackReferences::of(self.find(at)).produce(strength(step)),
            "consume" => CrossStackReferences::of(self.find(at)).consume(strength(step)),
            "export" | "export_list" => {
                let mut props = ExportValueProps::new();
                if let Some(name) = step["name"].as_str() {
                    props = props.name(name);
                }
                let value = self.value(&step["value"]);
                if kind == "export" {
                    self.stack_at(at).export_value_with(Value::<String>::of(value), props);
                } else {
                    let list = Value::<List<String>>::of(value);
                    self.stack_at(at).export_string_list_value_with(list, props);
                }
            }
            "depend" => self.find(at).add_dependency(self.find(on(step))),
            "depend_stack" => self.stack_at(at).add_stack_dependency(&self.stack_at(on(step))),
            "depend_l1" => self.resource(at).add_dependency(&self.resource(on(step))),
            "rename" => {
                let text = |name: &str| step[name].as_str().unwrap();
                self.stack_at(at).rename_logical_id(text("from"), text("to"));
            }
            other => panic!("nothing takes the step {other}"),
        }
    }

    fn stage(&mut self, at: &str, step: &JsonValue) {
        let (scope, id) = self.place(at);
        let mut props = StageProps::new().environment(environment(step));
        if let Some(name) = step["stage_name"].as_str() {
            props = props.stage_name(name);
        }
        self.put(at, &Stage::new(&scope, id, props));
    }

    fn stack(&mut self, at: &str, step: &JsonValue) {
        let (scope, id) = self.place(at);
        let mut props = StackProps::new().environment(environment(step));
        if let Some(name) = step["stack_name"].as_str() {
            props = props.stack_name(name);
        }
        if let Some(text) = step["description"].as_str() {
            props = props.description(text);
        }
        self.put(at, &Stack::new(&scope, id, props));
    }

    fn nested(&mut self, at: &str, step: &JsonValue) {
        let (scope, id) = self.place(at);
        let mut props = NestedStackProps::new();
        for (name, value) in step["parameters"].as_object().into_iter().flatten() {
            props = props.parameter(name.clone(), self.text(value));
        }
        if let Some(minutes) = step["timeout_minutes"].as_u64() {
            props = props.timeout(Duration::from_secs(60 * minutes));
        }
        if let Some(text) = step["description"].as_str() {
            props = props.description(text);
        }
        match step["removal"].as_str() {
            None => {}
            Some("RETAIN") => props = props.removal_policy(RemovalPolicy::Retain),
            Some(other) => panic!("the vectors have a new removal policy: {other}"),
        }
        let nested = NestedStack::new(&scope, id, props);
        self.put(at, &nested);
        self.nested.insert(at.to_owned(), nested);
    }

    fn put(&mut self, at: &str, construct: &dyn Construct) {
        self.at.insert(at.to_owned(), construct.node().clone());
    }

    /// The scope and the id of a path; plain constructs are made on the way.
    fn place<'p>(&mut self, at: &'p str) -> (Node, &'p str) {
        let Some((above, id)) = at.rsplit_once('/') else {
            return (self.app.node().clone(), at);
        };
        if !self.at.contains_key(above) {
            let (scope, id) = self.place(above);
            self.at.insert(above.to_owned(), Node::new(&scope, id));
        }
        (self.at[above].clone(), id)
    }

    fn find(&self, at: &str) -> &Node {
        self.at.get(at).unwrap_or_else(|| panic!("no construct at {at}"))
    }

    fn resource(&self, at: &str) -> CfnResource {
        match self.nested.get(at) {
            Some(nested) => nested.nested_stack_resource().clone(),
            None => CfnResource::at(self.find(at)).unwrap(),
        }
    }

    fn stack_at(&self, at: &str) -> Stack {
        Stack::of(self.find(at)).unwrap()
    }

    fn list(&self, json: &JsonValue) -> Value<List<String>> {
        Value::of(self.value(json))
    }

    fn text(&self, json: &JsonValue) -> Value<String> {
        Value::of(self.value(json))
    }

    fn value(&self, json: &JsonValue) -> Expr {
        let function = json.as_object().and_then(|o| o.iter().next());
        let Some((name, argument)) = function.filter(|(name, _)| name.starts_with('$')) else {
            return match json {
                JsonValue::Array(items) => Expr::list(items.iter().map(|i| self.value(i))),
                plain => Expr::from(plain.clone()),
            };
        };
        let text = |at: usize| argument[at].as_str().unwrap();
        match name.as_str() {
            "$ref" => Expr::Ref(self.find(argument.as_str().unwrap()).node_id()),
            "$att" | "$number" => Expr::get_att(self.find(text(0)).node_id(), text(1).to_owned()),
            "$list" => self.resource(text(0)).get_att_list(text(1).to_owned()).into(),
            "$join" => intrinsic::join(text(0).to_owned(), self.list(&argument[1])).into(),
            "$select" => {
                let index = argument[0].as_i64().unwrap();
                intrinsic::select(index, self.list(&argument[1])).into()
            }
            "$text" => {
                let parts = argument.as_array().unwrap().iter().map(|part| self.value(part));
                intrinsic::concat(parts).into()
            }
            "$pseudo" => match argument.as_str().unwrap() {
                "REGION" => Aws::REGION.into(),
                "ACCOUNT_ID" => Aws::ACCOUNT_ID.into(),
                "PARTITION" => Aws::PARTITION.into(),
                "STACK_NAME" => Aws::STACK_NAME.into(),
                "STACK_ID" => Aws::STACK_ID.into(),
                "URL_SUFFIX" => Aws::URL_SUFFIX.into(),
                other => panic!("the vectors have a new pseudo parameter: {other}"),
            },
            "$stack" => {
                let stack = self.stack_at(text(0));
                match (text(1), self.nested.get(text(0))) {
                    ("region", _) => stack.region().into(),
                    ("account", _) => stack.account().into(),
                    ("stackName", None) => stack.stack_name().into(),
                    ("stackName", Some(nested)) => nested.stack_name().into(),
                    ("stackId", _) => stack.stack_id().into(),
                    (other, _) => panic!("the vectors read something new of a stack: {other}"),
                }
            }
            other => panic!("the vectors have a new value: {other}"),
        }
    }
}

fn on(step: &JsonValue) -> &str {
    step["on"].as_str().unwrap()
}

fn strength(step: &JsonValue) -> ReferenceStrength {
    strength_of(step["strength"].as_str().unwrap())
}

fn strength_of(name: &str) -> ReferenceStrength {
    match name {
        "strong" => ReferenceStrength::Strong,
        "weak" => ReferenceStrength::Weak,
        "both" => ReferenceStrength::Both,
        other => panic!("the vectors have a new strength: {other}"),
    }
}

fn environment(step: &JsonValue) -> Environment {
    let mut environment = Environment::agnostic();
    if let Some(account) = step["env"]["account"].as_str() {
        environment = environment.account(account);
    }
    if let Some(region) = step["env"]["region"].as_str() {
        environment = environment.region(region);
    }
    environment
}
