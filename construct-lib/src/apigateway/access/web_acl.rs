//! `AWS::WAFv2::WebACLAssociation`.

use construct_cfn::refs::Wafv2WebAclArn;
use construct_core::{CfnResource, Construct, Expr, IntoValue, State, Value};

use crate::apigateway::Stage;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node, Stack};

/// What a web ACL of AWS WAF can protect.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot have a web ACL",
    label = "expected a stage of a REST API",
    note = "AWS WAF protects no stages of HTTP and WebSocket APIs: put CloudFront with the web ACL before it, or use a `RestApi`",
    note = "what else AWS WAF protects can implement `WebAclTarget`"
)]
pub trait WebAclTarget {
    /// The ARN by which AWS WAF knows it.
    fn web_acl_target_arn(&self) -> Value<String>;
}

impl WebAclTarget for Stage {
    fn web_acl_target_arn(&self) -> Value<String> {
        self.stage_arn()
    }
}

/// Lets a web ACL of AWS WAF look at every request first.
///
/// Appears as [`AWS::WAFv2::WebACLAssociation`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-webaclassociation.html).
/// The web ACL has the scope `REGIONAL` and stands in the region of the API.
/// Requests that it refuses get the answer
/// [`ResponseType::WafFiltered`](crate::apigateway::ResponseType::WafFiltered).
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, MockIntegration, RestApi, RestApiProps, WebAclAssociation,
///     WebAclAssociationProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// // Or `acl.attr_arn()` of a `CfnWebACL`.
/// let acl = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/orders/0123";
/// if let Some(stage) = api.deployment_stage() {
///     WebAclAssociation::new(&stack, "Firewall", WebAclAssociationProps::new(&stage, acl));
/// }
/// ```
#[derive(Debug, Clone)]
pub struct WebAclAssociation {
    node: Node,
}

/// What a [`WebAclAssociation`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct WebAclAssociationProps {
    target: Value<String>,
    acl: Value<Wafv2WebAclArn>,
}

impl WebAclAssociationProps {
    /// Protects this stage by this web ACL.
    pub fn new(target: &impl WebAclTarget, web_acl_arn: impl IntoValue<Wafv2WebAclArn>) -> Self {
        Self { target: target.web_acl_target_arn(), acl: value(web_acl_arn) }
    }
}

struct WebAclState {
    target: Value<String>,
}

impl State for WebAclState {
    fn validate(&self, node: &Node) {
        let Some(stack) = Stack::of(node) else {
            return;
        };
        let all = stack.node().find_all();
        let is_same = |other: &WebAclState| other.target == self.target;
        let mut before = all.iter().take_while(|other| *other != node);
        if let Some(first) = before.find(|other| other.read(is_same) == Some(true)) {
            node.report(
                Diagnostic::error(
                    codes::DUPLICATE_WEB_ACL,
                    "the stage has a web ACL already, and AWS WAF takes one",
                )
                .help(format!("put the rules of both into the web ACL of `{}`", first.path())),
            );
        }
    }

    fn is_passive(&self) -> bool {
        true
    }
}

impl WebAclAssociation {
    /// An association.
    ///
    /// # Errors
    ///
    /// Synthesis reports `duplicate-web-acl` when the stage has one already.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: WebAclAssociationProps) -> Self {
        let node = Node::new(scope, id);
        let WebAclAssociationProps { target, acl } = props;
        let cfn = CfnResource::new(&node, "Resource", "AWS::WAFv2::WebACLAssociation");
        cfn.add_property_override("ResourceArn", Expr::from(target.clone()));
        cfn.add_property_override("WebACLArn", Expr::from(acl));
        node.set_state(WebAclState { target });
        Self { node }
    }
}

impl Construct for WebAclAssociation {
    fn node(&self) -> &Node {
        &self.node
    }
}
