//! Between users and items.

use aws_sdk_dynamodb::types::AttributeValue;
use serde_dynamo::aws_sdk_dynamodb_1::{from_item, to_item};
use user_contract::User;

use super::failure::defect;
use crate::domain::{Draft, UserId};
use crate::repository::StorageError;

pub(super) const ID: &str = User::ATTRIBUTES.id.name();
pub(super) const EMAIL: &str = User::ATTRIBUTES.email.name();
pub(super) const NAME: &str = User::ATTRIBUTES.name.name();
pub(super) const VERSION: &str = User::ATTRIBUTES.version.name();

/// The attribute of a claim that holds the id of its user.
pub(super) const OWNER: &str = "owner";

#[expect(clippy::disallowed_types, reason = "it is the SDK's type; no template is made from it")]
pub(super) type Item = std::collections::HashMap<String, AttributeValue>;

pub(super) fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub(super) fn number(number: u64) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

/// The key of a user's item.
pub(super) fn key(id: UserId) -> Item {
    Item::from([(ID.to_owned(), text(&id.to_string()))])
}

/// The key of the claim to an address.
///
/// No user has it, because a user's key is a UUID.
pub(super) fn claim_key(email: &str) -> String {
    format!("email#{email}")
}

/// The claim of a user to an address.
pub(super) fn claim(email: &str, user_id: &str) -> Item {
    Item::from([(ID.to_owned(), text(&claim_key(email))), (OWNER.to_owned(), text(user_id))])
}

/// The item of a user.
pub(super) fn of(user: &User) -> Result<Item, StorageError> {
    to_item(user).map_err(|_| defect("a user cannot be written as an item"))
}

/// The user in an item.
pub(super) fn user(item: Item) -> Result<User, StorageError> {
    let id = item.get(ID).and_then(|id| id.as_s().ok()).cloned();
    // Serde's own words may repeat a value of the item.
    from_item(item).map_err(|_| {
        let id = id.unwrap_or_default();
        defect(format!("the item `{id}` has not the attributes of a user"))
    })
}

/// The user in the item that a failed condition met, if it met any.
pub(super) fn found(item: Option<&Item>) -> Option<Result<User, StorageError>> {
    // Some servers send an empty item for none.
    let item = item.filter(|item| !item.is_empty())?;
    Some(user(item.clone()))
}

/// The next version of a user.
pub(super) fn next(user: &User, draft: &Draft) -> Result<User, StorageError> {
    let version = user.version.checked_add(1);
    Ok(User {
        id: user.id.clone(),
        email: draft.email.as_str().to_owned(),
        name: draft.name.as_str().to_owned(),
        version: version.ok_or_else(|| defect("a user has no next version"))?,
    })
}
