//! `AWS::ApiGateway::ClientCertificate`.

use construct_cfn::apigateway::{CfnClientCertificate, CfnClientCertificateProps};
use construct_cfn::refs::ApiGatewayClientCertificateId;
use construct_core::{CfnResource, Construct, IntoValue, Value};

use crate::Node;
use crate::value::value;

/// A certificate by which API Gateway shows a backend who calls it.
///
/// Appears as [`AWS::ApiGateway::ClientCertificate`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-clientcertificate.html).
/// AWS makes it, for a year: make a new one before, and take it for the stage.
/// Its public part, for the backend, is read with
/// `aws apigateway get-client-certificate`.
///
/// ```
/// use construct_lib::apigateway::{ClientCertificate, ClientCertificateProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = ClientCertificateProps::new().description("Shown to the warehouse");
/// let certificate = ClientCertificate::new(&stack, "Certificate2026", props);
/// ```
#[derive(Debug, Clone)]
pub struct ClientCertificate {
    node: Node,
}

/// What a [`ClientCertificate`] takes.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct ClientCertificateProps {
    description: Value<String>,
}

impl ClientCertificateProps {
    /// A certificate.
    pub fn new() -> Self {
        Self::default()
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }
}

impl ClientCertificate {
    /// A certificate.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: ClientCertificateProps) -> Self {
        let node = Node::new(scope, id);
        let cfn_props = CfnClientCertificateProps::new().description(props.description);
        CfnClientCertificate::new(&node, "Resource", cfn_props);
        Self { node }
    }

    /// Its id.
    #[must_use]
    pub fn client_certificate_id(&self) -> Value<ApiGatewayClientCertificateId> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnClientCertificateProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for ClientCertificate {
    fn node(&self) -> &Node {
        &self.node
    }
}
