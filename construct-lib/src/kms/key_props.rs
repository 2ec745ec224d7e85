//! What a key takes.

use construct_core::{IntoValue, Value};

use super::spec::{KeySpec, KeyUsage};
use crate::check;
use crate::error::codes;
use crate::iam::PolicyDocument;
use crate::value::value;
use crate::{Diagnostic, Node, RemovalPolicy};

/// What a [`Key`](super::Key) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct KeyProps {
    pub(super) alias: Option<String>,
    pub(super) description: Value<String>,
    pub(super) disabled: bool,
    pub(super) rotates: bool,
    pub(super) rotation_days: Option<u32>,
    pub(super) pending_days: Option<u8>,
    pub(super) spec: KeySpec,
    pub(super) usage: Option<KeyUsage>,
    pub(super) multi_region: bool,
    pub(super) policy: Option<PolicyDocument>,
    pub(super) removal_policy: RemovalPolicy,
}

impl Default for KeyProps {
    fn default() -> Self {
        Self::new()
    }
}

impl KeyProps {
    /// A symmetric key that is not rotated, and stays when it leaves its stack.
    pub fn new() -> Self {
        Self {
            alias: None,
            description: Value::unset(),
            disabled: false,
            rotates: false,
            rotation_days: None,
            pending_days: None,
            spec: KeySpec::default(),
            usage: None,
            multi_region: false,
            policy: None,
            removal_policy: RemovalPolicy::RetainExceptOnCreate,
        }
    }

    /// A name for people, with or without `alias/` before it; none by default.
    pub fn alias(mut self, name: impl Into<String>) -> Self {
        self.alias = Some(name.into());
        self
    }

    /// What a person reads beside it, at most 8,192 characters.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// Cannot be used until this is taken back.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Is made anew every year. What was encrypted before stays readable.
    pub fn enable_key_rotation(mut self) -> Self {
        self.rotates = true;
        self
    }

    /// Is made anew after so many days, 90 to 2,560.
    pub fn rotation_period_in_days(mut self, days: u32) -> Self {
        self.rotates = true;
        self.rotation_days = Some(days);
        self
    }

    /// How many days pass between its deletion and its end, 7 to 30; 30 by default.
    pub fn pending_window_in_days(mut self, days: u8) -> Self {
        self.pending_days = Some(days);
        self
    }

    /// What it is made of; one symmetric key by default, which is what
    /// services take. Another one replaces the key.
    pub fn key_spec(mut self, spec: KeySpec) -> Self {
        self.spec = spec;
        self
    }

    /// What it is for; by default to encrypt where it can, otherwise to sign
    /// or to make codes. Another one replaces the key.
    pub fn key_usage(mut self, usage: KeyUsage) -> Self {
        self.usage = Some(usage);
        self
    }

    /// Can have replicas in other regions. Another choice replaces the key.
    pub fn multi_region(mut self) -> Self {
        self.multi_region = true;
        self
    }

    /// Its policy, instead of the one that leaves it to the policies of its account.
    ///
    /// A policy that lets nobody change it locks everyone out. What is granted on
    /// the key goes into the policies of roles, and has an effect only while
    /// this one lets the account decide.
    pub fn policy(mut self, policy: PolicyDocument) -> Self {
        self.policy = Some(policy);
        self
    }

    /// What becomes of it when it leaves the stack. By default it stays,
    /// because what it encrypted is lost without it.
    pub fn removal_policy(mut self, policy: RemovalPolicy) -> Self {
        self.removal_policy = policy;
        self
    }

    /// What it is for, where AWS asks for an answer.
    pub(super) fn usage(&self) -> Option<KeyUsage> {
        let by_spec = || {
            let first = self.spec.usages().first().copied();
            first.filter(|usage| *usage != KeyUsage::EncryptDecrypt)
        };
        self.usage.or_else(by_spec)
    }

    pub(super) fn check(&self, node: &Node) {
        let report = |message: String, help: &'static str| {
            node.report(Diagnostic::error(codes::INVALID_KEY, message).help(help));
        };
        check::description(node, "a key", &self.description, 8192);
        if let Some(usage) = self.usage
            && !self.spec.usages().contains(&usage)
        {
            report(
                format!("a key of `{:?}` cannot be used for `{usage:?}`", self.spec),
                "leave the usage out, or choose another spec",
            );
        }
        if self.rotates && self.spec != KeySpec::SymmetricDefault {
            report(
                format!("a key of `{:?}` cannot be rotated", self.spec),
                "leave the rotation out",
            );
        }
        if let Some(days) = self.rotation_days
            && !(90..=2560).contains(&days)
        {
            report(
                format!("a key can be rotated every 90 to 2560 days, got {days}"),
                "365 days are AWS's choice",
            );
        }
        if let Some(days) = self.pending_days
            && !(7..=30).contains(&days)
        {
            report(
                format!("a deleted key waits for 7 to 30 days, got {days}"),
                "30 days are AWS's choice",
            );
        }
    }
}
