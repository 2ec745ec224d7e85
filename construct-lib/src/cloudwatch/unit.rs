//! What the values of a metric are.

/// What the values of a metric are, as whoever sends them says.
///
/// See AWS on [units](https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Bits,
    BitsPerSecond,
    Bytes,
    BytesPerSecond,
    Count,
    CountPerSecond,
    Gigabits,
    GigabitsPerSecond,
    Gigabytes,
    GigabytesPerSecond,
    Kilobits,
    KilobitsPerSecond,
    Kilobytes,
    KilobytesPerSecond,
    Megabits,
    MegabitsPerSecond,
    Megabytes,
    MegabytesPerSecond,
    Microseconds,
    Milliseconds,
    /// Values that were sent without a unit.
    None,
    Percent,
    Seconds,
    Terabits,
    TerabitsPerSecond,
    Terabytes,
    TerabytesPerSecond,
}

impl Unit {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bits => "Bits",
            Self::BitsPerSecond => "Bits/Second",
            Self::Bytes => "Bytes",
            Self::BytesPerSecond => "Bytes/Second",
            Self::Count => "Count",
            Self::CountPerSecond => "Count/Second",
            Self::Gigabits => "Gigabits",
            Self::GigabitsPerSecond => "Gigabits/Second",
            Self::Gigabytes => "Gigabytes",
            Self::GigabytesPerSecond => "Gigabytes/Second",
            Self::Kilobits => "Kilobits",
            Self::KilobitsPerSecond => "Kilobits/Second",
            Self::Kilobytes => "Kilobytes",
            Self::KilobytesPerSecond => "Kilobytes/Second",
            Self::Megabits => "Megabits",
            Self::MegabitsPerSecond => "Megabits/Second",
            Self::Megabytes => "Megabytes",
            Self::MegabytesPerSecond => "Megabytes/Second",
            Self::Microseconds => "Microseconds",
            Self::Milliseconds => "Milliseconds",
            Self::None => "None",
            Self::Percent => "Percent",
            Self::Seconds => "Seconds",
            Self::Terabits => "Terabits",
            Self::TerabitsPerSecond => "Terabits/Second",
            Self::Terabytes => "Terabytes",
            Self::TerabytesPerSecond => "Terabytes/Second",
        }
    }
}
