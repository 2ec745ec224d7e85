//! Notes in a DynamoDB table.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::DisplayErrorContext;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use rest_crud_contract::contract::ReaderWriter;
use rest_crud_contract::{Note, NoteDraft};
use serde_dynamo::aws_sdk_dynamodb_1::{from_item, from_items, to_item};

use crate::notes::{Notes, Page, StorageError};

const NOTEBOOK: &str = Note::ATTRIBUTES.notebook.name();
const ID: &str = Note::ATTRIBUTES.id.name();
const TITLE: &str = Note::ATTRIBUTES.title.name();
const TEXT: &str = Note::ATTRIBUTES.text.name();

/// The notes in one table.
#[derive(Debug, Clone)]
pub struct DynamoDbNotes {
    client: Client,
    table: String,
}

impl DynamoDbNotes {
    /// The notes in `table`.
    #[must_use]
    pub fn new(client: Client, table: &ReaderWriter<Note>) -> Self {
        Self { client, table: table.as_str().to_owned() }
    }
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

/// An error of the SDK with its causes, which its own `Display` leaves out.
fn failed(operation: &str, error: impl std::error::Error) -> StorageError {
    format!("{operation}: {}", DisplayErrorContext(error)).into()
}

impl Notes for DynamoDbNotes {
    async fn create(&self, note: &Note) -> Result<(), StorageError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(to_item(note)?))
            .send()
            .await
            .map_err(|error| failed("PutItem", error))?;
        Ok(())
    }

    async fn get(&self, notebook: &str, id: &str) -> Result<Option<Note>, StorageError> {
        let output = self
            .client
            .get_item()
            .table_name(&self.table)
            .key(NOTEBOOK, text(notebook))
            .key(ID, text(id))
            // Who has just written a note must see it.
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| failed("GetItem", error))?;
        Ok(output.item.map(from_item).transpose()?)
    }

    async fn list(
        &self,
        notebook: &str,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page, StorageError> {
        let start = after
            .map(|id| [(NOTEBOOK.to_owned(), text(notebook)), (ID.to_owned(), text(id))].into());
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("#notebook = :notebook")
            .expression_attribute_names("#notebook", NOTEBOOK)
            .expression_attribute_values(":notebook", text(notebook))
            .set_exclusive_start_key(start)
            .limit(limit)
            .send()
            .await
            .map_err(|error| failed("Query", error))?;
        let last = output.last_evaluated_key.as_ref().and_then(|key| key.get(ID));
        let next = last.and_then(|id| id.as_s().ok()).cloned();
        Ok(Page { notes: from_items(output.items.unwrap_or_default())?, next })
    }

    async fn replace(
        &self,
        notebook: &str,
        id: &str,
        draft: &NoteDraft,
    ) -> Result<Option<Note>, StorageError> {
        let sent = self
            .client
            .update_item()
            .table_name(&self.table)
            .key(NOTEBOOK, text(notebook))
            .key(ID, text(id))
            .update_expression("SET #title = :title, #text = :text")
            // An update of what is not there would create it.
            .condition_expression("attribute_exists(#id)")
            .expression_attribute_names("#id", ID)
            .expression_attribute_names("#title", TITLE)
            .expression_attribute_names("#text", TEXT)
            .expression_attribute_values(":title", text(&draft.title))
            .expression_attribute_values(":text", text(&draft.text))
            .return_values(ReturnValue::AllNew)
            .send()
            .await;
        match sent {
            Ok(output) => Ok(output.attributes.map(from_item).transpose()?),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(None),
                _ => Err(failed("UpdateItem", error)),
            },
        }
    }

    async fn delete(&self, notebook: &str, id: &str) -> Result<bool, StorageError> {
        let sent = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key(NOTEBOOK, text(notebook))
            .key(ID, text(id))
            .condition_expression("attribute_exists(#id)")
            .expression_attribute_names("#id", ID)
            .send()
            .await;
        match sent {
            Ok(_) => Ok(true),
            Err(error) => match error.as_service_error() {
                Some(DeleteItemError::ConditionalCheckFailedException(_)) => Ok(false),
                _ => Err(failed("DeleteItem", error)),
            },
        }
    }
}
