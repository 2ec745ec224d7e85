//! How a table is paid for.

/// How a table is paid for.
///
/// ```
/// use construct_lib::dynamodb::{Attribute, Billing, TableProps};
///
/// let props = TableProps::new(Attribute::string("id")).billing(Billing::Provisioned { read: 5, write: 2 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Billing {
    /// For each request: `PAY_PER_REQUEST`.
    #[default]
    OnDemand,
    /// For a capacity, used or not: `PROVISIONED`.
    Provisioned {
        /// Read capacity units, at least 1.
        read: u32,
        /// Write capacity units, at least 1.
        write: u32,
    },
}
