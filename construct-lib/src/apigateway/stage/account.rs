//! `AWS::ApiGateway::Account`: what API Gateway may do for a whole account.

use construct_cfn::apigateway::{CfnAccount, CfnAccountProps};
use construct_core::{CfnResource, Construct, RemovalPolicy, Stage as AppStage, State};

use crate::check::root_of;
use crate::error::codes;
use crate::iam::{ManagedPolicyArn, Principal, Role, RoleProps};
use crate::{Diagnostic, Node, Stack};

/// The context key that says that account and region have a role for CloudWatch.
const HAS_ROLE: &str = "construct-lib:apigateway-account-has-cloudwatch-role";

/// The role with which API Gateway writes logs of REST and WebSocket APIs.
///
/// Appears as [`AWS::ApiGateway::Account`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html)
/// with a role that has the managed policy
/// `AmazonAPIGatewayPushToCloudWatchLogs`. Both stay when the stack goes,
/// because all APIs of the account and region write with them.
///
/// An account and region have one role, and without it a stage that logs is
/// refused. So define one `Account` for each, in the stack that comes first;
/// where the role exists already, say so with
/// [`declare_cloud_watch_role`](Self::declare_cloud_watch_role). From then on
/// REST and WebSocket APIs write access logs by default, and their stages wait
/// for the role.
///
/// ```
/// use construct_lib::apigateway::{Account, AccountProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Foundation", StackProps::new());
/// let account = Account::new(&stack, "ApiGateway", AccountProps::new());
/// ```
#[derive(Debug, Clone)]
pub struct Account {
    node: Node,
}

/// What an [`Account`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct AccountProps {
    role: Option<Role>,
    removal_policy: RemovalPolicy,
}

impl Default for AccountProps {
    fn default() -> Self {
        Self::new()
    }
}

impl AccountProps {
    /// With a role of its own, which stays when the stack goes.
    pub fn new() -> Self {
        Self { role: None, removal_policy: RemovalPolicy::Retain }
    }

    /// This role, which must trust `apigateway.amazonaws.com`; one of its own by default.
    pub fn cloud_watch_role(mut self, role: &Role) -> Self {
        self.role = Some(role.clone());
        self
    }

    /// What becomes of it and of its own role when it leaves the stack; they stay by default.
    pub fn removal_policy(mut self, policy: RemovalPolicy) -> Self {
        self.removal_policy = policy;
        self
    }
}

/// Marks the node of an account.
struct AccountState;

impl State for AccountState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Account {
    /// The role of an account and region.
    ///
    /// # Errors
    ///
    /// Synthesis warns of `duplicate-api-gateway-account` when its app stage
    /// has another one in the same account and region.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: AccountProps) -> Self {
        let node = Node::new(scope, id);
        let role = props.role.clone().unwrap_or_else(|| own_role(&node, props.removal_policy));
        let cfn_props = CfnAccountProps::new().cloud_watch_role_arn(role.role_arn());
        let cfn = CfnAccount::new(&node, "Resource", cfn_props);
        cfn.apply_removal_policy(props.removal_policy);
        node.set_state(AccountState);
        note(&node);
        Self { node }
    }

    /// The role and the account below an API, under the ids of the CDK.
    #[track_caller]
    pub(in crate::apigateway) fn of_api(api: &Node) {
        let role = own_role(api, RemovalPolicy::Retain);
        let cfn_props = CfnAccountProps::new().cloud_watch_role_arn(role.role_arn());
        let cfn = CfnAccount::new(api, "Account", cfn_props);
        cfn.apply_removal_policy(RemovalPolicy::Retain);
        if let Some(api) = CfnResource::at(api) {
            cfn.node().add_dependency(&api);
        }
        note(cfn.node());
    }

    /// The account at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<AccountState>().then(|| Self { node: node.clone() })
    }

    /// Says that account and region have a role for CloudWatch already, for
    /// all that is below `scope`.
    ///
    /// `cdk.json` and the command line say the same with the context key
    /// `construct-lib:apigateway-account-has-cloudwatch-role`.
    ///
    /// ```
    /// use construct_lib::App;
    /// use construct_lib::apigateway::Account;
    ///
    /// let app = App::new();
    /// Account::declare_cloud_watch_role(&app);
    /// ```
    pub fn declare_cloud_watch_role(scope: &dyn Construct) {
        scope.node().set_context(HAS_ROLE, true);
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnAccountProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Account {
    fn node(&self) -> &Node {
        &self.node
    }
}

#[track_caller]
fn own_role(scope: &Node, removal_policy: RemovalPolicy) -> Role {
    let policy = "service-role/AmazonAPIGatewayPushToCloudWatchLogs";
    let props = RoleProps::new(Principal::service("apigateway.amazonaws.com"))
        .managed_policy(ManagedPolicyArn::aws(policy));
    let role = Role::new(scope, "CloudWatchRole", props);
    if let Some(cfn) = CfnResource::at(role.node()) {
        cfn.apply_removal_policy(removal_policy);
    }
    role
}

/// The context key under which an account of the environment of `node` is remembered.
struct Key {
    text: String,
    /// Whether account and region are known: only then two app stages surely share them.
    is_known: bool,
}

impl Key {
    fn of(node: &Node) -> Option<Self> {
        let stack = Stack::of(node)?;
        let (account, region) = (stack.account(), stack.region());
        let (account, region) = (account.as_literal(), region.as_literal());
        let [of_account, of_region] = [account, region].map(|known| known.unwrap_or("any"));
        let text = format!("{HAS_ROLE}:{of_account}:{of_region}");
        Some(Self { text, is_known: account.is_some() && region.is_some() })
    }
}

/// What is deployed together with a node: the nearest app stage around it, else the app.
fn app_stage(node: &Node) -> Node {
    AppStage::of(node).map_or_else(|| root_of(node), |stage| stage.node().clone())
}

/// The account that is remembered here or above, of whatever app stage.
fn noted(at: &Node, key: &Key) -> Option<Node> {
    let path = at.try_context(&key.text)?;
    path.split('/').try_fold(root_of(at), |at, id| at.try_child(id))
}

/// Remembers an account for all stages in its environment: those of its app
/// stage wait for it, those of others know that the role exists.
#[track_caller]
fn note(node: &Node) {
    let (Some(key), own) = (Key::of(node), app_stage(node)) else {
        return;
    };
    if let Some(first) = noted(&own, &key).filter(|first| app_stage(first) == own) {
        node.report(
            Diagnostic::warning(
                codes::DUPLICATE_API_GATEWAY_ACCOUNT,
                "an account and region have one role for CloudWatch, and this app sets it twice",
            )
            .help(format!("`{}` sets it, too: keep one of them for all APIs", first.path())),
        );
        return;
    }
    own.set_context(&key.text, node.path());
    let app = root_of(node);
    if key.is_known && noted(&app, &key).is_none() {
        app.set_context(&key.text, node.path());
    }
}

/// The account of this app in the environment of `node`.
fn account(node: &Node) -> Option<Node> {
    let (key, own) = (Key::of(node)?, app_stage(node));
    noted(&own, &key).filter(|account| key.is_known || app_stage(account) == own)
}

/// A stack, and those around it when it is nested.
fn with_outer(stack: Option<Stack>) -> Vec<Stack> {
    std::iter::successors(stack, Stack::nested_stack_parent).collect()
}

/// Whether the stack of `first` was made to wait for the stack of `second`.
fn waits_for(first: &Node, second: &Node) -> bool {
    let mut seen = with_outer(Stack::of(first));
    let mut targets = with_outer(Stack::of(second));
    targets.retain(|stack| !seen.contains(stack));
    let mut at = 0;
    while let Some(stack) = seen.get(at).cloned() {
        let all = stack.dependencies().into_iter().flat_map(|other| with_outer(Some(other)));
        for other in all {
            if targets.contains(&other) {
                return true;
            }
            if !seen.contains(&other) {
                seen.push(other);
            }
        }
        at += 1;
    }
    false
}

/// Whether the app says that API Gateway may write logs where `node` is
/// deployed: REST and WebSocket APIs then do by default.
pub(crate) fn has_cloud_watch_role(node: &Node) -> bool {
    let declared = node.context::<bool>(HAS_ROLE);
    declared.unwrap_or_else(|| account(node).is_some())
}

/// Lets a stage that logs wait for the role, when it is of this app stage and
/// is not deployed after it on purpose.
///
/// It belongs into a `prepare` hook: the account may be defined after the stage.
pub(crate) fn wait_for_cloud_watch_role(stage: &Node) {
    let own = app_stage(stage);
    let account = account(stage).filter(|account| app_stage(account) == own);
    let Some(account) = account.and_then(|node| CfnResource::at(&node)) else {
        return;
    };
    if !waits_for(account.node(), stage) {
        stage.add_dependency(account.node());
    }
}

/// Warns of a stage that logs although nobody says that the role exists.
///
/// It belongs into `validate`, after [`has_cloud_watch_role`] can tell.
pub(crate) fn check_cloud_watch_role(stage: &Node) {
    if has_cloud_watch_role(stage) {
        return;
    }
    stage.report(
        Diagnostic::warning(
            codes::UNKNOWN_CLOUD_WATCH_ROLE,
            "the stage writes logs, which AWS refuses in an account without a role for that",
        )
        .help(
            "define an `apigateway::Account`, or say that the role exists with `Account::declare_cloud_watch_role(&app)`",
        ),
    );
}
