//! What a table lets others do.

use construct_core::{Expr, Key, Value, intrinsic};

use super::table::Table;
use crate::iam::{Grant, Grantable, PolicyStatement};

const READ: [&str; 5] = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
];
const WRITE: [&str; 4] =
    ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
const DESCRIBE: [&str; 1] = ["dynamodb:DescribeTable"];

impl<T> Table<T> {
    /// Grants `grantee` permission to read items from this table.
    ///
    /// Adds one statement to the grantee's policy. It covers the table and,
    /// when it has any, its indexes.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` is imported
    /// without a role.
    #[track_caller]
    pub fn grant_read_data(&self, grantee: &dyn Grantable) -> Grant {
        self.add_grant(grantee, READ.into_iter().chain(DESCRIBE).map(Key::Borrowed))
    }

    /// Grants `grantee` permission to write and delete items of this table.
    ///
    /// # Errors
    ///
    /// As [`grant_read_data`](Self::grant_read_data).
    #[track_caller]
    pub fn grant_write_data(&self, grantee: &dyn Grantable) -> Grant {
        // No action that writes knows an index.
        self.add_grant_on(grantee, WRITE.into_iter().chain(DESCRIBE).map(Key::Borrowed), false)
    }

    /// Grants `grantee` permission to read, write and delete items of this table.
    ///
    /// # Errors
    ///
    /// As [`grant_read_data`](Self::grant_read_data).
    #[track_caller]
    pub fn grant_read_write_data(&self, grantee: &dyn Grantable) -> Grant {
        self.add_grant(grantee, READ.into_iter().chain(WRITE).chain(DESCRIBE).map(Key::Borrowed))
    }

    /// Grants `grantee` permission to do everything with this table, also to delete it.
    ///
    /// # Errors
    ///
    /// As [`grant_read_data`](Self::grant_read_data).
    #[track_caller]
    pub fn grant_full_access(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ["dynamodb:*"])
    }

    /// Grants `grantee` these actions on this table and its indexes.
    ///
    /// # Errors
    ///
    /// As [`grant_read_data`](Self::grant_read_data).
    #[track_caller]
    pub fn grant<'a>(
        &self,
        grantee: &dyn Grantable,
        actions: impl IntoIterator<Item = &'a str>,
    ) -> Grant {
        self.add_grant(grantee, owned(actions))
    }

    #[track_caller]
    fn add_grant(&self, grantee: &dyn Grantable, actions: impl Iterator<Item = Key>) -> Grant {
        self.add_grant_on(grantee, actions, true)
    }

    #[track_caller]
    fn add_grant_on(
        &self,
        grantee: &dyn Grantable,
        actions: impl Iterator<Item = Key>,
        with_indexes: bool,
    ) -> Grant {
        let (arn, has_indexes): (Value<String>, bool) =
            self.read(|state| (state.arn.clone().cast(), state.has_indexes));
        let indexes = (has_indexes && with_indexes)
            .then(|| intrinsic::concat([arn.expr().clone(), Expr::text("/index/*")]));
        let statement = PolicyStatement::allow().actions(actions).resource(arn).resources(indexes);
        Grant::add_to_principal(grantee, statement, self)
    }

    /// Grants `grantee` permission to read the stream of this table.
    ///
    /// # Errors
    ///
    /// Synthesis reports `table-without-stream`, and `grant-without-role` as
    /// [`grant_read_data`](Self::grant_read_data).
    #[track_caller]
    pub fn grant_stream_read(&self, grantee: &dyn Grantable) -> Grant {
        self.grant_table_list_streams(grantee);
        self.grant_stream(
            grantee,
            ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        )
    }

    /// Grants `grantee` these actions on the stream of this table.
    ///
    /// # Errors
    ///
    /// As [`grant_stream_read`](Self::grant_stream_read).
    #[track_caller]
    pub fn grant_stream<'a>(
        &self,
        grantee: &dyn Grantable,
        actions: impl IntoIterator<Item = &'a str>,
    ) -> Grant {
        let statement =
            PolicyStatement::allow().actions(owned(actions)).resource(self.table_stream_arn());
        Grant::add_to_principal(grantee, statement, self)
    }

    /// Grants `grantee` permission to list streams.
    ///
    /// `dynamodb:ListStreams` knows no resource, so it is granted on all.
    ///
    /// # Errors
    ///
    /// As [`grant_read_data`](Self::grant_read_data).
    #[track_caller]
    pub fn grant_table_list_streams(&self, grantee: &dyn Grantable) -> Grant {
        let statement = PolicyStatement::allow().actions(["dynamodb:ListStreams"]).resource("*");
        Grant::add_to_principal(grantee, statement, self)
    }
}

fn owned<'a>(actions: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = Key> {
    actions.into_iter().map(|action| Key::Owned(action.to_owned()))
}
