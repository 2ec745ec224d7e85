//! `AWS::ApiGatewayV2::VpcLink`.

use construct_cfn::apigatewayv2::{CfnVpcLink, CfnVpcLinkProps};
use construct_cfn::refs::{Ec2SecurityGroupId, Ec2SubnetId};
use construct_core::{CfnResource, Construct, IntoValue, ResourceProps, State, Value};

use crate::Node;
use crate::check::own_resource;
use crate::value::value;

/// What a [`VpcLink`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct VpcLinkProps {
    name: Value<String>,
    subnets: Vec<Value<Ec2SubnetId>>,
    security_groups: Vec<Value<Ec2SecurityGroupId>>,
}

impl VpcLinkProps {
    /// A way into these subnets, which should be private ones in several zones.
    pub fn new<S: IntoValue<Ec2SubnetId>>(subnet_ids: impl IntoIterator<Item = S>) -> Self {
        Self {
            name: Value::unset(),
            subnets: subnet_ids.into_iter().map(value).collect(),
            security_groups: Vec::new(),
        }
    }

    /// The name that AWS shows; made from the construct's path by default.
    pub fn vpc_link_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What the link may reach, by the security groups of its network interfaces.
    pub fn security_groups<G: IntoValue<Ec2SecurityGroupId>>(
        mut self,
        security_group_ids: impl IntoIterator<Item = G>,
    ) -> Self {
        self.security_groups.extend(security_group_ids.into_iter().map(value));
        self
    }
}

/// A way for HTTP APIs into a VPC.
///
/// Appears as [`AWS::ApiGatewayV2::VpcLink`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-vpclink.html).
/// Several integrations and APIs can share one. Subnets and security groups
/// cannot be changed later: another link takes its place.
///
/// ```
/// use construct_lib::apigatewayv2::{VpcLink, VpcLinkProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = VpcLinkProps::new(["subnet-1", "subnet-2"]).security_groups(["sg-1"]);
/// let link = VpcLink::new(&stack, "Link", props);
/// ```
#[derive(Debug, Clone)]
pub struct VpcLink {
    node: Node,
}

struct VpcLinkState {
    id: Value<String>,
    subnets: Vec<Value<Ec2SubnetId>>,
    security_groups: Vec<Value<Ec2SecurityGroupId>>,
}

impl State for VpcLinkState {
    fn prepare(&mut self, node: &Node) {
        // A link that is not of this app has no resource.
        if let Some(cfn) = CfnResource::at(node) {
            let props = CfnVpcLinkProps::patch()
                .security_group_ids(self.security_groups.clone())
                .subnet_ids(self.subnets.clone());
            cfn.set_props(props.into_props());
        }
    }
}

impl VpcLink {
    /// A VPC link.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: VpcLinkProps) -> Self {
        let node = Node::new(scope, id);
        let VpcLinkProps { name, subnets, security_groups } = props;
        let name = if name.expr().is_unset() { Value::text(node.unique_id()) } else { name };
        let cfn = CfnVpcLink::new(&node, "Resource", CfnVpcLinkProps::patch().name(name));
        node.set_state(VpcLinkState { id: cfn.ref_(), subnets, security_groups });
        Self { node }
    }

    /// A VPC link that exists already, by its id.
    #[track_caller]
    pub fn from_vpc_link_id(
        scope: &dyn Construct,
        id: &str,
        vpc_link_id: impl IntoValue<String>,
    ) -> Self {
        let node = Node::new(scope, id);
        let (subnets, security_groups) = (Vec::new(), Vec::new());
        node.set_state(VpcLinkState { id: value(vpc_link_id), subnets, security_groups });
        Self { node }
    }

    /// The VPC link at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<VpcLinkState>().then(|| Self { node: node.clone() })
    }

    /// Its id.
    #[must_use]
    pub fn vpc_link_id(&self) -> Value<String> {
        self.node.read(|state: &VpcLinkState| state.id.clone()).unwrap_or_default()
    }

    /// Adds a subnet that it leads into.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn add_subnet(&self, subnet_id: impl IntoValue<Ec2SubnetId>) {
        let subnet = value(subnet_id);
        if own_resource(&self.node).is_some() {
            self.node.update(|state: &mut VpcLinkState| state.subnets.push(subnet));
        }
    }

    /// Adds a security group of its network interfaces.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn add_security_group(&self, security_group_id: impl IntoValue<Ec2SecurityGroupId>) {
        let group = value(security_group_id);
        if own_resource(&self.node).is_some() {
            self.node.update(|state: &mut VpcLinkState| state.security_groups.push(group));
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
