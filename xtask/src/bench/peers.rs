//! What others need for the same, measured once on a machine of the same kind.
//!
//! Too dear to measure again in every run: the CDK needs Node, and rusty-cdk
//! compiles for nine minutes. What can be measured in the same run is not here.

/// The AWS CDK, TypeScript; the sample.
pub(super) const CDK_SAMPLE_TIME: &str = "CDK 840 ms, 8 s with its validator";
pub(super) const CDK_SAMPLE_MEMORY: &str = "CDK 106 MB";
/// The AWS CDK; 40,000 resources.
pub(super) const CDK_L1_CPU: &str = "CDK 11.1 CPU-s";
pub(super) const CDK_L2_CPU: &str = "CDK 50.9 CPU-s";
pub(super) const CDK_L2_MEMORY: &str = "CDK 1,188 MB";
pub(super) const CDK_GROWTH: &str = "CDK 7.5 ×";
/// rusty-cdk 0.9.0; the sample's stack with an HTTP API.
pub(super) const RUSTY_CDK_BUILD: &str = "rusty-cdk 549.6 CPU-s";
pub(super) const RUSTY_CDK_CRATES: &str = "rusty-cdk 248";
pub(super) const RUSTY_CDK_EDIT: &str = "rusty-cdk 2.7 CPU-s";
pub(super) const RUSTY_CDK_BYTES: &str = "rusty-cdk differs each time";
