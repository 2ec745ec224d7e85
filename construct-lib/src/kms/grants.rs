//! What a key lets others do.

use construct_core::{Construct, Expr, Value};

use super::key::{Key, via_service};
use crate::Stack;
use crate::iam::{Condition, ConditionKey, Grant, Grantable, ListOf, PolicyStatement, StringKey};

/// The service that calls KMS in somebody's name.
pub(crate) const VIA_SERVICE: ConditionKey<StringKey> = ConditionKey::new("kms:ViaService");
const RESOURCE_ALIASES: ConditionKey<ListOf<StringKey>> = ConditionKey::new("kms:ResourceAliases");

const ADMIN: [&str; 14] = [
    "kms:CancelKeyDeletion",
    "kms:Create*",
    "kms:Delete*",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Get*",
    "kms:List*",
    "kms:Put*",
    "kms:Revoke*",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:Update*",
];
const DECRYPT: [&str; 1] = ["kms:Decrypt"];
const ENCRYPT: [&str; 3] = ["kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

impl Key {
    /// Grants `grantee` permission to decrypt with this key.
    ///
    /// Adds one statement to the grantee's policy, which counts because the
    /// policy of the key lets those of its account decide.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` is imported
    /// without a role.
    #[track_caller]
    pub fn grant_decrypt(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, DECRYPT)
    }

    /// Grants `grantee` permission to encrypt with this key.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    #[track_caller]
    pub fn grant_encrypt(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ENCRYPT)
    }

    /// Grants `grantee` permission to encrypt and to decrypt with this key.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    #[track_caller]
    pub fn grant_encrypt_decrypt(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, DECRYPT.into_iter().chain(ENCRYPT))
    }

    /// Grants `grantee` permission to sign with this key.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    #[track_caller]
    pub fn grant_sign(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ["kms:Sign"])
    }

    /// Grants `grantee` permission to verify signatures of this key.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    #[track_caller]
    pub fn grant_verify(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ["kms:Verify"])
    }

    /// Grants `grantee` permission to sign with this key, and to verify its signatures.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    #[track_caller]
    pub fn grant_sign_verify(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ["kms:Sign", "kms:Verify"])
    }

    /// Grants `grantee` permission to make codes for messages with this key.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    #[track_caller]
    pub fn grant_generate_mac(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ["kms:GenerateMac"])
    }

    /// Grants `grantee` permission to verify codes of messages with this key.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    #[track_caller]
    pub fn grant_verify_mac(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ["kms:VerifyMac"])
    }

    /// Grants `grantee` permission to manage this key, but not to use it.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    #[track_caller]
    pub fn grant_admin(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ADMIN)
    }

    /// Grants `grantee` these actions on this key.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    ///
    /// # Example
    ///
    /// ```
    /// use construct_lib::kms::{Key, KeyProps};
    /// use construct_lib::lambda::{Function, FunctionProps};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let key = Key::new(&stack, "Key", KeyProps::new());
    /// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    /// key.grant(&handler, ["kms:DescribeKey"]);
    /// ```
    #[track_caller]
    pub fn grant<'a>(
        &self,
        grantee: &dyn Grantable,
        actions: impl IntoIterator<Item = &'a str>,
    ) -> Grant {
        Grant::add_to_principal(grantee, self.statement(actions), self)
    }

    /// Grants `grantee` these actions on this key, but only by way of a service
    /// of AWS, for example `dynamodb` or `s3`.
    ///
    /// Adds a condition on `kms:ViaService` with the name that the service has
    /// in the region of the key's stack.
    ///
    /// # Errors
    ///
    /// As [`grant_decrypt`](Self::grant_decrypt).
    #[track_caller]
    pub fn grant_via_service<'a>(
        &self,
        grantee: &dyn Grantable,
        service: &str,
        actions: impl IntoIterator<Item = &'a str>,
    ) -> Grant {
        let via = via_service(self.node(), service);
        let statement =
            self.statement(actions).condition(Condition::string_equals(VIA_SERVICE, via));
        Grant::add_to_principal(grantee, statement, self)
    }

    /// These actions on this key.
    pub(crate) fn statement<'a>(
        &self,
        actions: impl IntoIterator<Item = &'a str>,
    ) -> PolicyStatement {
        let actions = actions.into_iter().map(|action| Expr::from(action.to_owned()));
        let statement = PolicyStatement::allow().actions(actions.map(Value::<String>::of));
        let Some(alias) = self.known_alias() else {
            return statement.resource(self.key_arn());
        };
        let keys = Stack::of(self.node()).map(|stack| stack.format_arn("kms", "key/*"));
        let is_named = Condition::string_equals(RESOURCE_ALIASES.for_any_value(), alias);
        statement.resource(keys.unwrap_or_default()).condition(is_named)
    }
}
