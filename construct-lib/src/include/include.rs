//! A template that was written elsewhere, as part of a stack.

use construct_core::{
    CfnCondition, CfnMapping, CfnOutput, CfnParameter, CfnResource, CfnRule, Construct, Diagnostic,
    Node, TypedResource,
};

use construct_document::nearest;

use super::elements::{self, Elements};
use super::nested::IncludedNestedStack;
use super::props::IncludeProps;
use crate::error::codes;

/// A template that was written elsewhere, as part of a stack.
///
/// Its resources, parameters, conditions, mappings, rules and outputs appear
/// in the template of the stack under the logical ids that they have. Each is
/// a construct: it can be changed, others can refer to it and depend on it, and
/// a reference inside the template follows it. The other sections, and the
/// attributes that this library does not know, are kept.
///
/// The text is given, for example by `include_str!`; this library reads no
/// files.
///
/// # Errors
///
/// What is wrong with the template is reported with its place in the text, for
/// example `legacy.yaml:12:7`: `template-syntax` and the other codes of
/// [`construct_document::codes`], `include-invalid-template`,
/// `include-unknown-element`, `include-unknown-function`,
/// `include-parameter-in-use`, and as warnings `include-unknown-section`,
/// `include-null-value`, `include-section-dropped` and
/// `template-ambiguous-value`.
///
/// # Example
///
/// ```
/// use construct_lib::cfn::dynamodb::{CfnTable, CfnTableProps};
/// use construct_lib::include::{Include, IncludeProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// const LEGACY: &str = "
/// Parameters:
///   Stage: {Type: String}
/// Resources:
///   Table:
///     Type: AWS::DynamoDB::Table
///     Properties:
///       TableName: !Sub 'orders-${Stage}'
///       KeySchema: [{AttributeName: id, KeyType: HASH}]
///       AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
///       BillingMode: PAY_PER_REQUEST
/// ";
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = IncludeProps::from_yaml("legacy.yaml", LEGACY).parameter("Stage", "prod");
/// let legacy = Include::new(&stack, "Legacy", props);
/// let table = legacy.get::<CfnTable>("Table");
/// table.patch(CfnTableProps::patch().deletion_protection_enabled(true));
/// let arn = table.attr_arn();
/// # let _ = arn;
/// let template = app.synth()?;
/// assert!(template.stacks()[0].template_json().contains("\"Fn::Sub\": \"orders-prod\""));
/// # Ok::<(), construct_lib::SynthError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Include {
    node: Node,
    elements: Elements,
}

impl Construct for Include {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl Include {
    /// Brings a template into the stack of `scope`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: IncludeProps) -> Self {
        let node = Node::new(scope, id);
        let elements = elements::include(&node, props);
        Self { node, elements }
    }

    /// A resource of the template by its logical id there.
    ///
    /// # Errors
    ///
    /// Synthesis reports `include-unknown-element` when there is none.
    #[track_caller]
    #[must_use]
    pub fn resource(&self, logical_id: &str) -> CfnResource {
        self.try_resource(logical_id).unwrap_or_else(|| {
            self.unknown("resource", logical_id, &self.elements.resources);
            self.placeholder(logical_id, |scope| {
                CfnResource::new(scope, "Resource", "Custom::None")
            })
        })
    }

    /// A resource of the template, when there is one of this logical id.
    #[must_use]
    pub fn try_resource(&self, logical_id: &str) -> Option<CfnResource> {
        find(&self.elements.resources, logical_id)
    }

    /// All resources of the template with their logical ids there, in its order.
    pub fn resources(&self) -> impl Iterator<Item = (&str, &CfnResource)> {
        self.elements.resources.iter().map(|(id, resource)| (id.as_str(), resource))
    }

    /// A resource of the template, typed: its attributes, and what `patch` takes.
    ///
    /// # Errors
    ///
    /// Synthesis reports `include-unknown-element` when there is none, and
    /// `include-wrong-type` when it is of another type.
    #[track_caller]
    #[must_use]
    pub fn get<T: TypedResource>(&self, logical_id: &str) -> T {
        let resource = self.resource(logical_id);
        let (wanted, found) = (T::TYPE, resource.resource_type());
        if found != wanted && self.try_resource(logical_id).is_some() {
            resource.node().report(
                Diagnostic::error(
                    codes::INCLUDE_WRONG_TYPE,
                    format!("`{logical_id}` is a resource of type `{found}`, not `{wanted}`"),
                )
                .help("ask for it by the type that it has")
                .at_caller(),
            );
        }
        T::from_resource(resource)
    }

    /// A parameter of the template that was not replaced.
    ///
    /// # Errors
    ///
    /// Synthesis reports `include-unknown-element` when there is none.
    #[track_caller]
    #[must_use]
    pub fn parameter(&self, name: &str) -> CfnParameter {
        find(&self.elements.parameters, name).unwrap_or_else(|| {
            self.unknown("parameter", name, &self.elements.parameters);
            let props = construct_core::CfnParameterProps::string();
            self.placeholder(name, |scope| CfnParameter::new(scope, "Parameter", props))
        })
    }

    /// A condition of the template.
    ///
    /// # Errors
    ///
    /// Synthesis reports `include-unknown-element` when there is none.
    #[track_caller]
    #[must_use]
    pub fn condition(&self, name: &str) -> CfnCondition {
        find(&self.elements.conditions, name).unwrap_or_else(|| {
            self.unknown("condition", name, &self.elements.conditions);
            let never = construct_core::intrinsic::equals("a", "b");
            self.placeholder(name, |scope| CfnCondition::new(scope, "Condition", never))
        })
    }

    /// A mapping of the template.
    ///
    /// # Errors
    ///
    /// Synthesis reports `include-unknown-element` when there is none.
    #[track_caller]
    #[must_use]
    pub fn mapping(&self, name: &str) -> CfnMapping {
        find(&self.elements.mappings, name).unwrap_or_else(|| {
            self.unknown("mapping", name, &self.elements.mappings);
            self.placeholder(name, |scope| CfnMapping::new(scope, "Mapping"))
        })
    }

    /// An output of the template.
    ///
    /// # Errors
    ///
    /// Synthesis reports `include-unknown-element` when there is none.
    #[track_caller]
    #[must_use]
    pub fn output(&self, name: &str) -> CfnOutput {
        find(&self.elements.outputs, name).unwrap_or_else(|| {
            self.unknown("output", name, &self.elements.outputs);
            let props = construct_core::CfnOutputProps::new("");
            self.placeholder(name, |scope| CfnOutput::new(scope, "Output", props))
        })
    }

    /// A rule of the template.
    ///
    /// # Errors
    ///
    /// Synthesis reports `include-unknown-element` when there is none.
    #[track_caller]
    #[must_use]
    pub fn rule(&self, name: &str) -> CfnRule {
        find(&self.elements.rules, name).unwrap_or_else(|| {
            self.unknown("rule", name, &self.elements.rules);
            let always = construct_core::intrinsic::equals("a", "a");
            let props = construct_core::CfnRuleProps::new(always, "");
            self.placeholder(name, |scope| CfnRule::new(scope, "Rule", props))
        })
    }

    /// A nested stack whose template was [given](IncludeProps::load_nested_stack).
    #[must_use]
    pub fn nested_stack(&self, logical_id: &str) -> Option<IncludedNestedStack> {
        find(&self.elements.nested, logical_id)
    }

    #[track_caller]
    fn unknown<T>(&self, what: &str, name: &str, known: &[(String, T)]) {
        let names = known.iter().map(|(id, _)| id.as_str());
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "look up the name in the template".into(),
        };
        self.node.report(
            Diagnostic::error(
                codes::INCLUDE_UNKNOWN_ELEMENT,
                format!("the included template has no {what} `{name}`"),
            )
            .help(help)
            .at_caller(),
        );
    }

    /// Stands for what is not there. It was reported, so no template is written.
    fn placeholder<T>(&self, name: &str, make: impl FnOnce(&Node) -> T) -> T {
        let id = format!("${name}");
        let scope = self.node.try_child(&id).unwrap_or_else(|| Node::new(&self.node, &id));
        let number = scope.children().len();
        make(&Node::new(&scope, &number.to_string()))
    }
}

fn find<T: Clone>(all: &[(String, T)], name: &str) -> Option<T> {
    all.iter().find(|(id, _)| id == name).map(|(_, element)| element.clone())
}
