//! Who may call an API, whatever its methods say.

use construct_cfn::refs::Ec2VpcEndpointId;
use construct_core::{Construct, Expr, IntoValue, Value};

use crate::Node;
use crate::apigateway::RestApi;
use crate::check::own_resource;
use crate::iam::{
    Condition, ConditionKey, PolicyDocument, PolicyStatement, Principal, StringKey, validate,
};
use crate::value::value;

/// The policy of an API: statements, and the VPC endpoints that alone may call it.
#[derive(Debug, Clone, Default)]
pub(in crate::apigateway) struct ResourcePolicy {
    statements: Vec<PolicyStatement>,
    endpoints: Vec<Value<Ec2VpcEndpointId>>,
    /// Before which statement those of the endpoints stand.
    endpoints_at: usize,
}

const SOURCE_VPCE: ConditionKey<StringKey> = ConditionKey::new("aws:SourceVpce");

/// The longest policy, unless AWS was asked for more.
const LONGEST: usize = 8192;

impl ResourcePolicy {
    pub(in crate::apigateway) fn new(document: &PolicyDocument) -> Self {
        Self { statements: document.statements().to_vec(), ..Self::default() }
    }

    pub(in crate::apigateway) fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.endpoints.is_empty()
    }

    fn document(&self) -> PolicyDocument {
        let (before, behind) = self.statements.split_at(self.endpoints_at);
        let of_endpoints = (!self.endpoints.is_empty()).then(|| {
            let others = Condition::string_not_equals(SOURCE_VPCE, self.endpoints.clone());
            [invoke(PolicyStatement::deny()).condition(others), invoke(PolicyStatement::allow())]
        });
        let all = before.iter().cloned();
        let all = all.chain(of_endpoints.into_iter().flatten()).chain(behind.iter().cloned());
        all.fold(PolicyDocument::new(), PolicyDocument::statement)
    }

    /// The policy as the template holds it.
    pub(in crate::apigateway) fn to_expr(&self) -> Option<Expr> {
        (!self.is_empty()).then(|| self.document().to_expr())
    }

    pub(in crate::apigateway) fn check(&self, node: &Node) {
        let document = self.document();
        validate::resource(node, &document);
        validate::names_resources(
            node,
            &document,
            "a statement of an API's policy names no resource",
            "name `execute-api:/*`, which stands for all of this API",
        );
        validate::resource_size(
            node,
            "the policy of an API",
            &document,
            LONGEST,
            "let an authorizer or the policies of the callers decide, or acknowledge this once AWS raised the quota",
        );
    }
}

/// Every call of the API, by anyone.
fn invoke(statement: PolicyStatement) -> PolicyStatement {
    statement
        .actions(["execute-api:Invoke"])
        .resource("execute-api:/*")
        .principal(&Principal::any())
}

impl RestApi {
    /// Adds a statement to its policy: who may call it, whatever its methods say.
    ///
    /// Appears in `Policy`; a resource `execute-api:/*` in it stands for this
    /// API. A change is deployed: the deployment's id follows the policy.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-statement`, `invalid-action`, and
    /// `imported-construct` when it is not of this app; it warns of `policy-too-large`.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_lib::apigateway::{HttpMethod, MockIntegration, RestApi, RestApiProps};
    /// use construct_lib::iam::{Condition, ConditionKey, IpAddressKey, PolicyStatement, Principal};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let api = RestApi::new(&stack, "Api", RestApiProps::new());
    /// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    /// let call = |statement: PolicyStatement| {
    ///     statement.actions(["execute-api:Invoke"]).resource("execute-api:/*").principal(&Principal::any())
    /// };
    /// api.add_to_resource_policy(call(PolicyStatement::allow()));
    /// let elsewhere = call(PolicyStatement::deny());
    /// const SOURCE_IP: ConditionKey<IpAddressKey> = ConditionKey::new("aws:SourceIp");
    /// let elsewhere = elsewhere.condition(Condition::not_ip_address(SOURCE_IP, "203.0.113.0/24"));
    /// api.add_to_resource_policy(elsewhere);
    /// ```
    #[track_caller]
    pub fn add_to_resource_policy(&self, statement: PolicyStatement) {
        if own_resource(self.node()).is_some() {
            self.update_policy(|policy| policy.statements.push(statement));
        }
    }

    /// Lets it be called through these VPC endpoints, and through no others.
    ///
    /// Adds two statements to its policy: anyone may call it, and whoever does
    /// not come through one of the endpoints may not. What the methods ask for
    /// is asked for all the same.
    ///
    /// # Errors
    ///
    /// As [`add_to_resource_policy`](Self::add_to_resource_policy).
    ///
    /// # Example
    ///
    /// ```
    /// use construct_lib::apigateway::{EndpointConfiguration, HttpMethod, MockIntegration, RestApi, RestApiProps};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let props = RestApiProps::new().endpoint_configuration(EndpointConfiguration::private());
    /// let api = RestApi::new(&stack, "Api", props);
    /// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    /// // Or `endpoint.ref_()` of a `CfnVPCEndpoint`.
    /// api.grant_invoke_from_vpc_endpoints_only(["vpce-0123456789abcdef0"]);
    /// ```
    #[track_caller]
    pub fn grant_invoke_from_vpc_endpoints_only<E: IntoValue<Ec2VpcEndpointId>>(
        &self,
        vpc_endpoints: impl IntoIterator<Item = E>,
    ) {
        if own_resource(self.node()).is_none() {
            return;
        }
        let endpoints: Vec<_> = vpc_endpoints.into_iter().map(value).collect();
        self.update_policy(|policy| {
            if policy.endpoints.is_empty() {
                policy.endpoints_at = policy.statements.len();
            }
            for endpoint in endpoints {
                if !policy.endpoints.contains(&endpoint) {
                    policy.endpoints.push(endpoint);
                }
            }
        });
    }
}
