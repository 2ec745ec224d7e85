//! Connections in a DynamoDB table.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::DisplayErrorContext;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use serde_dynamo::aws_sdk_dynamodb_1::{from_item, from_items, to_item};
use websocket_chat_contract::Connection;
use websocket_chat_contract::contract::ReaderWriter;

use crate::ports::{Connections, Failure};

const ID: &str = Connection::ATTRIBUTES.connection_id.name();
const ROOM: &str = Connection::ATTRIBUTES.room.name();

/// The connections in one table.
#[derive(Debug, Clone)]
pub struct DynamoDbConnections {
    client: Client,
    table: String,
}

impl DynamoDbConnections {
    /// The connections in `table`.
    #[must_use]
    pub fn new(client: Client, table: &ReaderWriter<Connection>) -> Self {
        Self { client, table: table.as_str().to_owned() }
    }
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

/// An error of the SDK with its causes, which its own `Display` leaves out.
fn failed(operation: &str, error: impl std::error::Error) -> Failure {
    format!("{operation}: {}", DisplayErrorContext(error)).into()
}

impl Connections for DynamoDbConnections {
    async fn put(&self, connection: &Connection) -> Result<(), Failure> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(to_item(connection)?))
            .send()
            .await
            .map_err(|error| failed("PutItem", error))?;
        Ok(())
    }

    async fn get(&self, connection_id: &str) -> Result<Option<Connection>, Failure> {
        let output = self
            .client
            .get_item()
            .table_name(&self.table)
            .key(ID, text(connection_id))
            // Who has just connected must be known.
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| failed("GetItem", error))?;
        Ok(output.item.map(from_item).transpose()?)
    }

    async fn delete(&self, connection_id: &str) -> Result<Option<Connection>, Failure> {
        let output = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key(ID, text(connection_id))
            .return_values(ReturnValue::AllOld)
            .send()
            .await
            .map_err(|error| failed("DeleteItem", error))?;
        Ok(output.attributes.map(from_item).transpose()?)
    }

    async fn in_room(&self, room: &str) -> Result<Vec<String>, Failure> {
        let mut ids = Vec::new();
        let mut start = None;
        loop {
            let output = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(Connection::INDEXES.by_room.name())
                .key_condition_expression("#room = :room")
                .expression_attribute_names("#room", ROOM)
                .expression_attribute_values(":room", text(room))
                .set_exclusive_start_key(start)
                .send()
                .await
                .map_err(|error| failed("Query", error))?;
            let page: Vec<Connection> = from_items(output.items.unwrap_or_default())?;
            ids.extend(page.into_iter().map(|connection| connection.connection_id));
            start = output.last_evaluated_key;
            if start.is_none() {
                return Ok(ids);
            }
        }
    }
}
