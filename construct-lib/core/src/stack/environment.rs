//! Where a stack is deployed.

/// The account and the region of a stack; what is left open, AWS fills in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    account: Option<String>,
    region: Option<String>,
}

impl Environment {
    /// Any account and any region.
    #[must_use]
    pub fn agnostic() -> Self {
        Self::default()
    }

    /// One account.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// One region.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// This, with what is open taken from `other`.
    #[must_use]
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            account: self.account.or_else(|| other.account.clone()),
            region: self.region.or_else(|| other.region.clone()),
        }
    }

    /// The account, when it is fixed.
    #[must_use]
    pub fn account_id(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// The region, when it is fixed.
    #[must_use]
    pub fn region_name(&self) -> Option<&str> {
        self.region.as_deref()
    }
}
