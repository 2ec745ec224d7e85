//! Users in a DynamoDB table.
//!
//! A user is one item. Its address is made unique by a second item, the claim,
//! with the key `email#<address>` and the id of the user as its owner: a table
//! has no other way to keep an attribute unique. A claim has no attribute
//! `email`, so that it is in no index, and lists leave it out by that. Both
//! items change in one transaction.
//!
//! Each write carries its condition with it, so that nothing can come between
//! a check and a write, and reads from the refusal itself which of its
//! conditions failed.

use construct_runtime::{
    Condition, ConditionFailed, Delete, Table, TransactionError, Update, WriteError as Refused,
};
use serde::{Deserialize, Serialize};
use user_contract::contract::{ReaderWriter, TableItem};
use user_contract::{User, UserAttributes, UserByEmailKey, UserKey};

use crate::domain::{Draft, Email, Precondition, UserId};
use crate::repository::{Page, StorageError, StorageFailure, UserRepository, WriteError};

/// How often a write starts again because the user changed meanwhile. Only a
/// write that allows any version does.
const ATTEMPTS: usize = 3;

/// The most items that one request looks at.
const MAX_SCAN: usize = 1000;

const USER: UserAttributes = User::ATTRIBUTES;
const CLAIM: ClaimAttributes = Claim::ATTRIBUTES;

/// Says whose an address is. No user has its key, because a user's is a UUID.
#[derive(Debug, Serialize, Deserialize, TableItem)]
#[table(crate = "user_contract::contract")]
struct Claim {
    #[table(partition_key)]
    id: String,
    owner: String,
}

impl Claim {
    fn id(email: &str) -> String {
        format!("email#{email}")
    }

    /// The claim of a user to its address.
    fn of(user: &User) -> Self {
        Self { id: Self::id(&user.email), owner: user.id.clone() }
    }
}

/// The users in one table.
#[derive(Clone, Debug)]
pub struct DynamoDbUsers {
    users: Table<ReaderWriter<User>>,
    claims: Table<ReaderWriter<Claim>>,
}

impl DynamoDbUsers {
    /// The users in this table.
    #[must_use]
    pub fn new(users: Table<ReaderWriter<User>>) -> Self {
        Self { claims: users.of(), users }
    }

    /// Opens the connection that the first request will use.
    ///
    /// It reads an item that is not there, once: the cheapest request that a
    /// role for reading and writing items allows.
    ///
    /// # Errors
    ///
    /// A [`StorageError`] when there was no answer.
    pub async fn warm_up(&self) -> Result<(), StorageError> {
        self.users.get(UserKey { id: "warm-up".to_owned() }).once().await.map(drop)
    }

    /// Replaces a user by its next version.
    ///
    /// It sets attributes rather than the whole item, so that what others added
    /// to it stays.
    fn replace(&self, user: &User, next: &User) -> Update<'_, User> {
        self.users
            .update(UserKey { id: user.id.clone() })
            .set(USER.email, &next.email)
            .set(USER.name, &next.name)
            .version(USER.version, user.version)
    }

    /// Gives up the claim to a user's address, which must not be another's.
    ///
    /// A user that was imported without a claim can leave its address too.
    fn release(&self, user: &User) -> Delete<'_, Claim> {
        let ours = Condition::equals(CLAIM.owner, &user.id);
        self.claims
            .delete(ClaimKey { id: Claim::id(&user.email) })
            .condition(Condition::not_exists(CLAIM.id).or(ours))
    }
}

fn key(id: UserId) -> UserKey {
    UserKey { id: id.to_string() }
}

fn foreign_claim() -> StorageError {
    StorageError::defect("the claim of a user's address belongs to another")
}

fn restless() -> StorageError {
    StorageError::new(StorageFailure::Busy, "the user changes all the time")
}

/// The next version of a user.
fn next(user: &User, draft: &Draft) -> Result<User, StorageError> {
    let version = user.version.checked_add(1);
    Ok(User {
        id: user.id.clone(),
        email: draft.email.as_str().to_owned(),
        name: draft.name.as_str().to_owned(),
        version: version.ok_or_else(|| StorageError::defect("a user has no next version"))?,
    })
}

/// Tells whether a user is what this update makes of an allowed version.
fn is_result(user: &User, draft: &Draft, precondition: &Precondition) -> bool {
    let before = user.version.checked_sub(1);
    before.is_some_and(|version| precondition.allows(version))
        && user.email == draft.email.as_str()
        && user.name == draft.name.as_str()
}

impl UserRepository for DynamoDbUsers {
    async fn create(&self, user: &User) -> Result<(), WriteError> {
        let (put, claim) = (self.users.put_new(user), self.claims.put_new(&Claim::of(user)));
        match self.users.transaction().write(put).write(claim).send().await {
            Ok(()) => Ok(()),
            Err(TransactionError::Cancelled(why)) if why.failed(0) => {
                Err(StorageError::defect("a new id belongs to a user already").into())
            }
            Err(TransactionError::Cancelled(_)) => Err(WriteError::EmailTaken),
            Err(TransactionError::Failed(error)) => Err(error.into()),
        }
    }

    async fn get(&self, id: UserId) -> Result<Option<User>, StorageError> {
        // After a change a client must not see the version before it.
        self.users.get(key(id)).consistent().await
    }

    async fn find_by_email(&self, email: &Email) -> Result<Option<User>, StorageError> {
        self.users.query(UserByEmailKey { email: email.as_str().to_owned() }).first().await
    }

    async fn list(&self, after: Option<UserId>, limit: usize) -> Result<Page, StorageError> {
        // As many items are claims as are users.
        let wanted = limit.saturating_add(1).saturating_mul(2).min(MAX_SCAN);
        let mut scan = self
            .users
            .scan()
            .filter(Condition::exists(USER.email))
            .limit(u32::try_from(wanted).unwrap_or(u32::MAX));
        if let Some(id) = after {
            scan = scan.after_key(&key(id))?;
        }
        let (mut pages, mut users) = (scan.pages(), Vec::new());
        // One user more than asked for tells whether the list goes on.
        while users.len() <= limit
            && let Some(user) = pages.next_item().await?
        {
            users.push(user);
        }
        let more = users.len() > limit;
        users.truncate(limit);
        Ok(Page { users, more })
    }

    async fn update(
        &self,
        id: UserId,
        draft: &Draft,
        precondition: &Precondition,
    ) -> Result<User, WriteError> {
        // Most updates leave the address as it is and need no transaction. Only
        // the refusal of this one tells which address has to be freed.
        let mut in_place = self
            .users
            .update(key(id))
            .set(USER.name, draft.name.as_str())
            .increment(USER.version, 1)
            .condition(Condition::equals(USER.email, draft.email.as_str()));
        if let Precondition::Versions(versions) = precondition {
            in_place = in_place.condition(Condition::one_of(USER.version, versions));
        }
        let mut current = match in_place.await {
            Ok(user) => return Ok(user),
            // When the answer to a first try is lost, the SDK's second try is
            // refused by what the first one wrote.
            Err(Refused::ConditionFailed(ConditionFailed { item: Some(user), repeated: true }))
                if is_result(&user, draft, precondition) =>
            {
                return Ok(user);
            }
            Err(Refused::ConditionFailed(refused)) => refused.item,
            Err(Refused::Failed(error)) => return Err(error.into()),
        };
        for _ in 0..ATTEMPTS {
            let user = current.ok_or(WriteError::NotFound)?;
            if !precondition.allows(user.version) {
                return Err(WriteError::VersionMismatch);
            }
            let next = next(&user, draft)?;
            let mut writes = self.users.transaction().write(self.replace(&user, &next));
            if user.email != next.email {
                let claim = self.claims.put_new(&Claim::of(&next));
                writes = writes.write(self.release(&user)).write(claim);
            }
            match writes.send().await {
                Ok(()) => return Ok(next),
                Err(TransactionError::Cancelled(why)) if why.failed(0) => current = why.item(0)?,
                Err(TransactionError::Cancelled(why)) if why.failed(1) => {
                    return Err(foreign_claim().into());
                }
                Err(TransactionError::Cancelled(_)) => return Err(WriteError::EmailTaken),
                Err(TransactionError::Failed(error)) => return Err(error.into()),
            }
        }
        Err(restless().into())
    }

    async fn delete(&self, id: UserId, precondition: &Precondition) -> Result<(), WriteError> {
        let mut current = self.get(id).await?;
        for _ in 0..ATTEMPTS {
            let user = current.ok_or(WriteError::NotFound)?;
            if !precondition.allows(user.version) {
                return Err(WriteError::VersionMismatch);
            }
            let unchanged = Condition::equals(USER.version, user.version);
            let delete = self.users.delete(key(id)).condition(unchanged);
            let writes = self.users.transaction().write(delete).write(self.release(&user));
            match writes.send().await {
                Ok(()) => return Ok(()),
                Err(TransactionError::Cancelled(why)) if why.failed(0) => current = why.item(0)?,
                Err(TransactionError::Cancelled(_)) => return Err(foreign_claim().into()),
                Err(TransactionError::Failed(error)) => return Err(error.into()),
            }
        }
        Err(restless().into())
    }
}
