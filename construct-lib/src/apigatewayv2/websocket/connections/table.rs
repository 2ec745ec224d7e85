//! A table of connections.

use std::fmt;

use construct_cfn::refs::DynamoDbTableName;
use construct_contract::Fill;
use construct_core::{Construct, NodeId, State, Value};

use super::props::WebSocketConnectionTableProps;
use crate::Node;
use crate::apigatewayv2::WebSocketStage;
use crate::dynamodb::{Table, Untyped};
use crate::iam::Grantable;
use crate::lambda::{EnvironmentValue, Function};

/// The connections of a WebSocket API, kept where handlers find them.
///
/// API Gateway does not tell who is connected: a handler of `$connect` writes
/// that down, one of `$disconnect` deletes it, and whoever sends to many looks
/// it up. Appears as a [`Table`] with the key `connectionId`, a time to live in
/// `expiresAt`, and nothing that is kept when it leaves its stack.
///
/// `T` is the type of its items, as of a [`Table`].
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketConnectionTable, WebSocketConnectionTableProps,
///     WebSocketLambdaIntegration, WebSocketStage, WebSocketStageProps,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
/// let answer = WebSocketLambdaIntegration::new("Chat", &handler);
/// let props = WebSocketApiProps::new()
///     .connect_route_options(answer.clone())
///     .disconnect_route_options(answer.clone())
///     .default_route_options(answer);
/// let api = WebSocketApi::new(&stack, "Api", props);
/// let stage = WebSocketStage::new(&stack, "Stage", WebSocketStageProps::new(&api, "prod"));
/// let props = WebSocketConnectionTableProps::new(&stage).index_by("room");
/// let connections = WebSocketConnectionTable::new(&stack, "Connections", props);
/// connections.add_handler(&handler);
/// ```
pub struct WebSocketConnectionTable<T = Untyped> {
    node: Node,
    table: Table<T>,
    stage: WebSocketStage,
}

struct ConnectionTableState {
    table: NodeId,
    stage: NodeId,
}

impl State for ConnectionTableState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl<T> WebSocketConnectionTable<T> {
    /// The environment variable that [`add_handler`](Self::add_handler) sets
    /// to the name of the table.
    pub const TABLE_VARIABLE: &'static str = "CONNECTIONS";

    /// The environment variable that [`add_handler`](Self::add_handler) sets
    /// to the address to which messages are sent.
    pub const CALLBACK_URL_VARIABLE: &'static str = "CALLBACK_URL";

    /// A table of the connections of one stage.
    ///
    /// # Errors
    ///
    /// Synthesis reports what [`Table::new`] reports.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: WebSocketConnectionTableProps<T>) -> Self {
        let node = Node::new(scope, id);
        let table = Table::new(&node, "Table", props.table);
        node.set_state(ConnectionTableState {
            table: table.node().node_id(),
            stage: props.stage.node().node_id(),
        });
        Self { node, table, stage: props.stage }
    }

    /// The table of connections at this node, when there is one; the caller
    /// vouches for `T`.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let (table, stage) =
            node.read(|state: &ConnectionTableState| (state.table, state.stage))?;
        let table = Table::at(&node.find(table)?)?;
        Some(Self { node: node.clone(), table, stage: WebSocketStage::at(&node.find(stage)?)? })
    }

    /// The table itself.
    #[must_use]
    pub fn table(&self) -> Table<T> {
        self.table.clone()
    }

    /// Its name.
    #[must_use]
    pub fn table_name(&self) -> Value<DynamoDbTableName> {
        self.table.table_name()
    }

    /// The stage whose connections it keeps.
    #[must_use]
    pub fn stage(&self) -> WebSocketStage {
        self.stage.clone()
    }

    /// Grants `grantee` permission to read and write the connections, and to
    /// send messages to their clients.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` is imported
    /// without a role.
    #[track_caller]
    pub fn grant_access(&self, grantee: &dyn Grantable) {
        self.table.grant_read_write_data(grantee);
        self.stage.grant_management_api_access(grantee);
    }

    /// Tells a function where the connections are and where it sends messages,
    /// and lets it do both.
    ///
    /// Sets the environment variables `CONNECTIONS` and `CALLBACK_URL`. A
    /// function with an environment of a contract has them as fields instead:
    /// a `ReaderWriter` of connections is granted with it, and what is left is
    /// [`WebSocketStage::grant_management_api_access`].
    ///
    /// # Errors
    ///
    /// As [`grant_access`](Self::grant_access), and `imported-construct` when
    /// the function is not of this app.
    #[track_caller]
    pub fn add_handler(&self, function: &Function) {
        function.add_environment(Self::TABLE_VARIABLE, self.table_name());
        function.add_environment(Self::CALLBACK_URL_VARIABLE, self.stage.callback_url());
        self.grant_access(function);
    }
}

impl<T> Construct for WebSocketConnectionTable<T> {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl<T> Clone for WebSocketConnectionTable<T> {
    fn clone(&self) -> Self {
        Self { node: self.node.clone(), table: self.table.clone(), stage: self.stage.clone() }
    }
}

impl<T> fmt::Debug for WebSocketConnectionTable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WebSocketConnectionTable").field(&self.node).finish()
    }
}

impl<T, A> Fill<A, EnvironmentValue> for &WebSocketConnectionTable<T>
where
    for<'t> &'t Table<T>: Fill<A, EnvironmentValue>,
{
    fn fill(self) -> EnvironmentValue {
        (&self.table).fill()
    }
}
