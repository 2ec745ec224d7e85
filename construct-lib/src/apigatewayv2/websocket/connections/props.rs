//! What a table of connections takes.

use construct_contract::TableItem;

use crate::RemovalPolicy;
use crate::apigatewayv2::WebSocketStage;
use crate::dynamodb::{Attribute, GlobalSecondaryIndex, TableProps, Untyped};

/// What a [`WebSocketConnectionTable`](crate::apigatewayv2::WebSocketConnectionTable) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketConnectionTableProps<T = Untyped> {
    pub(super) stage: WebSocketStage,
    pub(super) table: TableProps<T>,
}

/// The attribute that tells when an item may go, unless the program says another.
const TIME_TO_LIVE: &str = "expiresAt";

impl WebSocketConnectionTableProps {
    /// Keeps the connections of this stage by their `connectionId`, until
    /// `expiresAt`.
    pub fn new(stage: &WebSocketStage) -> Self {
        Self::with(stage, TableProps::new(Attribute::string("connectionId")))
    }

    /// Keeps items of type `T`, with the keys and the indexes of the type,
    /// until `expiresAt`.
    ///
    /// ```
    /// use construct_lib::apigatewayv2::{
    ///     WebSocketApi, WebSocketApiProps, WebSocketConnectionTable,
    ///     WebSocketConnectionTableProps, WebSocketStage, WebSocketStageProps,
    /// };
    /// use construct_lib::contract::TableItem;
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// #[derive(TableItem)]
    /// #[serde(rename_all = "camelCase")]
    /// #[table(crate = "construct_lib::contract", index(name = "by-room", partition_key = "room"))]
    /// struct Connection {
    ///     #[table(partition_key)]
    ///     connection_id: String,
    ///     room: String,
    ///     expires_at: u64,
    /// }
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Chat", StackProps::new());
    /// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
    /// let stage = WebSocketStage::new(&stack, "Stage", WebSocketStageProps::new(&api, "prod"));
    /// let props = WebSocketConnectionTableProps::of::<Connection>(&stage)
    ///     .time_to_live(Connection::ATTRIBUTES.expires_at);
    /// WebSocketConnectionTable::new(&stack, "Connections", props);
    /// ```
    pub fn of<T: TableItem>(stage: &WebSocketStage) -> WebSocketConnectionTableProps<T> {
        WebSocketConnectionTableProps::with(stage, TableProps::of::<T>())
    }
}

impl<T> WebSocketConnectionTableProps<T> {
    fn with(stage: &WebSocketStage, table: TableProps<T>) -> Self {
        // Nothing in it is worth keeping: no connection outlives its stage.
        let table = table.removal_policy(RemovalPolicy::Destroy).time_to_live(TIME_TO_LIVE);
        Self { stage: stage.clone(), table }
    }

    /// Finds the connections that have the same value in this attribute, for
    /// example all of one `room`.
    ///
    /// Adds the index `by-ATTRIBUTE`.
    pub fn index_by(mut self, attribute: &str) -> Self {
        let index =
            GlobalSecondaryIndex::new(format!("by-{attribute}"), Attribute::string(attribute));
        self.table = self.table.global_secondary_index(index);
        self
    }

    /// The attribute that tells when an item may go, in seconds since 1970;
    /// `expiresAt` by default.
    ///
    /// A connection lives for two hours at most, and `$disconnect` is not
    /// called for each: two hours from `$connect` on is what a handler writes.
    pub fn time_to_live(mut self, attribute: impl Into<String>) -> Self {
        self.table = self.table.time_to_live(attribute);
        self
    }

    /// What becomes of the table when it leaves the stack; it is deleted by default.
    pub fn removal_policy(mut self, policy: RemovalPolicy) -> Self {
        self.table = self.table.removal_policy(policy);
        self
    }
}
