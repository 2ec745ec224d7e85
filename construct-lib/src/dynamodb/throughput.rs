//! How much a table or an index can take.

use construct_cfn::dynamodb::table as l1;

/// The most requests of a table, or of an index, that is paid for each request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct MaxThroughput {
    pub(super) read: Option<u32>,
    pub(super) write: Option<u32>,
}

impl MaxThroughput {
    pub(super) fn is_set(self) -> bool {
        self.read.is_some() || self.write.is_some()
    }

    pub(super) fn to_cfn(self) -> Option<l1::OnDemandThroughput> {
        self.is_set().then(|| {
            l1::OnDemandThroughput::new()
                .max_read_request_units(self.read.map(i64::from))
                .max_write_request_units(self.write.map(i64::from))
        })
    }
}

/// What a table or an index can take at once, without growing into it.
///
/// Appears as `WarmThroughput`; see AWS on
/// [warm throughput](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html).
/// It can be raised later, but not lowered.
///
/// ```
/// use construct_lib::dynamodb::{Attribute, TableProps, WarmThroughput};
///
/// let launch = WarmThroughput::new().read_units_per_second(40_000);
/// let props = TableProps::new(Attribute::string("id")).warm_throughput(launch);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[must_use]
pub struct WarmThroughput {
    pub(super) read: Option<u32>,
    pub(super) write: Option<u32>,
}

impl WarmThroughput {
    /// What DynamoDB has ready by itself.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads in a second, from 12,000 on for a table that is paid for each request.
    pub fn read_units_per_second(mut self, units: u32) -> Self {
        self.read = Some(units);
        self
    }

    /// Writes in a second, from 4,000 on for a table that is paid for each request.
    pub fn write_units_per_second(mut self, units: u32) -> Self {
        self.write = Some(units);
        self
    }

    pub(super) fn to_cfn(self) -> l1::WarmThroughput {
        l1::WarmThroughput::new()
            .read_units_per_second(self.read.map(i64::from))
            .write_units_per_second(self.write.map(i64::from))
    }
}
