//! `AWS::ApiGateway::VpcLink`.

use construct_cfn::apigateway::{CfnVpcLink, CfnVpcLinkProps};
use construct_cfn::refs::{ApiGatewayVpcLinkId, ElasticLoadBalancingV2LoadBalancerArn};
use construct_core::{CfnResource, Construct, Expr, IntoValue, List, ResourceProps, State, Value};

use crate::check::own_resource;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// What a [`VpcLink`] takes.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct VpcLinkProps {
    name: Value<String>,
    description: Value<String>,
    targets: Vec<Expr>,
}

impl VpcLinkProps {
    /// Named by its place in the app, without a load balancer yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that AWS shows; made of its place in the app by default.
    pub fn vpc_link_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// Leads to this network load balancer, by its ARN.
    pub fn target(mut self, arn: impl IntoValue<ElasticLoadBalancingV2LoadBalancerArn>) -> Self {
        self.targets.push(arn.into_expr());
        self
    }
}

/// A way for a REST API into a VPC, to a network load balancer.
///
/// Appears as [`AWS::ApiGateway::VpcLink`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-vpclink.html).
/// For an application load balancer use a
/// [`VpcLink`](crate::apigatewayv2::VpcLink) of HTTP APIs, see
/// [`HttpIntegration::vpc_link_v2`](crate::apigateway::HttpIntegration::vpc_link_v2).
///
/// # Errors
///
/// Synthesis reports `vpc-link-without-targets`.
///
/// # Example
///
/// ```
/// use construct_lib::apigateway::{
///     HttpIntegration, HttpMethod, RestApi, RestApiProps, VpcLink, VpcLinkProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let balancer = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/shop/1234567890abcdef";
/// let link = VpcLink::new(&stack, "Link", VpcLinkProps::new().target(balancer));
/// let shop = HttpIntegration::new("http://shop.example.com/").vpc_link(&link);
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, shop);
/// ```
#[derive(Debug, Clone)]
pub struct VpcLink {
    node: Node,
}

struct VpcLinkState {
    id: Value<ApiGatewayVpcLinkId>,
    targets: Vec<Expr>,
}

impl State for VpcLinkState {
    fn prepare(&mut self, node: &Node) {
        if let Some(cfn) = CfnResource::at(node) {
            let targets: Value<List<ElasticLoadBalancingV2LoadBalancerArn>> =
                Value::of(Expr::list(self.targets.iter().cloned()));
            cfn.set_props(CfnVpcLinkProps::patch().target_arns(targets).into_props());
        }
    }

    fn validate(&self, node: &Node) {
        if self.targets.is_empty() && CfnResource::at(node).is_some() {
            node.report(
                Diagnostic::error(
                    codes::VPC_LINK_WITHOUT_TARGETS,
                    "the VPC link leads to no load balancer",
                )
                .help("name one with `VpcLinkProps::target` or `VpcLink::add_target`"),
            );
        }
    }
}

impl VpcLink {
    /// A link.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: VpcLinkProps) -> Self {
        let node = Node::new(scope, id);
        let name = match props.name.expr() {
            Expr::Unset => node.unique_id().into(),
            _ => props.name,
        };
        let cfn_props = CfnVpcLinkProps::patch().description(props.description).name(name);
        let cfn = CfnVpcLink::new(&node, "Resource", cfn_props);
        node.set_state(VpcLinkState { id: cfn.ref_(), targets: props.targets });
        Self { node }
    }

    /// A link that exists already, by its id.
    #[track_caller]
    pub fn from_vpc_link_id(
        scope: &dyn Construct,
        id: &str,
        vpc_link_id: impl IntoValue<ApiGatewayVpcLinkId>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(VpcLinkState { id: value(vpc_link_id), targets: Vec::new() });
        Self { node }
    }

    /// The link at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<VpcLinkState>().then(|| Self { node: node.clone() })
    }

    /// Its id.
    #[must_use]
    pub fn vpc_link_id(&self) -> Value<ApiGatewayVpcLinkId> {
        self.node.read(|state: &VpcLinkState| state.id.clone()).unwrap_or_default()
    }

    /// Leads to this network load balancer, too.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when the link is not of this app.
    pub fn add_target(&self, arn: impl IntoValue<ElasticLoadBalancingV2LoadBalancerArn>) {
        if own_resource(&self.node).is_some() {
            let arn = arn.into_expr();
            self.node.update(|state: &mut VpcLinkState| state.targets.push(arn));
        }
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnVpcLinkProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for VpcLink {
    fn node(&self) -> &Node {
        &self.node
    }
}
