//! What a target is scaled by.

use construct_cfn::applicationautoscaling::scaling_policy as l1;
use construct_core::{IntoValue, Value};

use crate::cloudwatch::{Metric, Statistic};
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// A metric that AWS knows for a dimension.
///
/// Appears as `PredefinedMetricType`; see AWS on
/// [which fits which](https://docs.aws.amazon.com/autoscaling/application/userguide/monitoring-cloudwatch.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PredefinedMetric {
    /// Requests of a load balancer for each target; needs a label.
    AlbRequestCountPerTarget,
    /// How much of a fleet of AppStream is in use.
    AppStreamAverageCapacityUtilization,
    /// How much of the read capacity of a table of Keyspaces is consumed.
    CassandraReadCapacityUtilization,
    /// How much of the write capacity of a table of Keyspaces is consumed.
    CassandraWriteCapacityUtilization,
    /// How much of an endpoint of Comprehend is in use.
    ComprehendInferenceUtilization,
    /// How much of the read capacity of a table or an index is consumed.
    DynamoDbReadCapacityUtilization,
    /// How much of the write capacity of a table or an index is consumed.
    DynamoDbWriteCapacityUtilization,
    /// How busy the processors of a spot fleet are.
    Ec2SpotFleetRequestAverageCpuUtilization,
    /// What each instance of a spot fleet receives.
    Ec2SpotFleetRequestAverageNetworkIn,
    /// What each instance of a spot fleet sends.
    Ec2SpotFleetRequestAverageNetworkOut,
    /// How busy the processors of a service of ECS are.
    EcsServiceAverageCpuUtilization,
    /// How much of the memory of a service of ECS is in use.
    EcsServiceAverageMemoryUtilization,
    /// How much of the capacity of a cache counts towards eviction.
    ElastiCacheDatabaseCapacityUsageCountedForEvictPercentage,
    /// How much of the memory of a cache counts towards eviction.
    ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage,
    /// How much of the memory of a cache is in use.
    ElastiCacheDatabaseMemoryUsagePercentage,
    /// How busy the engines of a cache are.
    ElastiCacheEngineCpuUtilization,
    /// How busy the engines of the primary nodes of a cache are.
    ElastiCachePrimaryEngineCpuUtilization,
    /// How busy the engines of the replicas of a cache are.
    ElastiCacheReplicaEngineCpuUtilization,
    /// How much of the storage of a broker is in use.
    KafkaBrokerStorageUtilization,
    /// How much of the provisioned concurrency of an alias is in use; between 0 and 1.
    LambdaProvisionedConcurrencyUtilization,
    /// How busy the read replicas of a Neptune cluster are.
    NeptuneReaderAverageCpuUtilization,
    /// How busy the read replicas of an Aurora cluster are.
    RdsReaderAverageCpuUtilization,
    /// How many connections a read replica of an Aurora cluster has.
    RdsReaderAverageDatabaseConnections,
    /// The requests that a copy of an inference component answers at once.
    SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution,
    /// The calls of a copy of an inference component in a minute.
    SageMakerInferenceComponentInvocationsPerCopy,
    /// The requests that a model of a variant answers at once.
    SageMakerVariantConcurrentRequestsPerModelHighResolution,
    /// The calls of an instance of a variant in a minute.
    SageMakerVariantInvocationsPerInstance,
    /// How much of the provisioned concurrency of a variant is in use; between 0 and 1.
    SageMakerVariantProvisionedConcurrencyUtilization,
    /// How much of a pool of WorkSpaces is in use.
    WorkSpacesAverageUserSessionsCapacityUtilization,
}

impl PredefinedMetric {
    /// As AWS writes it, for example `DynamoDBReadCapacityUtilization`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AlbRequestCountPerTarget => "ALBRequestCountPerTarget",
            Self::AppStreamAverageCapacityUtilization => "AppStreamAverageCapacityUtilization",
            Self::CassandraReadCapacityUtilization => "CassandraReadCapacityUtilization",
            Self::CassandraWriteCapacityUtilization => "CassandraWriteCapacityUtilization",
            Self::ComprehendInferenceUtilization => "ComprehendInferenceUtilization",
            Self::DynamoDbReadCapacityUtilization => "DynamoDBReadCapacityUtilization",
            Self::DynamoDbWriteCapacityUtilization => "DynamoDBWriteCapacityUtilization",
            Self::Ec2SpotFleetRequestAverageCpuUtilization => {
                "EC2SpotFleetRequestAverageCPUUtilization"
            }
            Self::Ec2SpotFleetRequestAverageNetworkIn => "EC2SpotFleetRequestAverageNetworkIn",
            Self::Ec2SpotFleetRequestAverageNetworkOut => "EC2SpotFleetRequestAverageNetworkOut",
            Self::EcsServiceAverageCpuUtilization => "ECSServiceAverageCPUUtilization",
            Self::EcsServiceAverageMemoryUtilization => "ECSServiceAverageMemoryUtilization",
            Self::ElastiCacheDatabaseCapacityUsageCountedForEvictPercentage => {
                "ElastiCacheDatabaseCapacityUsageCountedForEvictPercentage"
            }
            Self::ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage => {
                "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage"
            }
            Self::ElastiCacheDatabaseMemoryUsagePercentage => {
                "ElastiCacheDatabaseMemoryUsagePercentage"
            }
            Self::ElastiCacheEngineCpuUtilization => "ElastiCacheEngineCPUUtilization",
            Self::ElastiCachePrimaryEngineCpuUtilization => {
                "ElastiCachePrimaryEngineCPUUtilization"
            }
            Self::ElastiCacheReplicaEngineCpuUtilization => {
                "ElastiCacheReplicaEngineCPUUtilization"
            }
            Self::KafkaBrokerStorageUtilization => "KafkaBrokerStorageUtilization",
            Self::LambdaProvisionedConcurrencyUtilization => {
                "LambdaProvisionedConcurrencyUtilization"
            }
            Self::NeptuneReaderAverageCpuUtilization => "NeptuneReaderAverageCPUUtilization",
            Self::RdsReaderAverageCpuUtilization => "RDSReaderAverageCPUUtilization",
            Self::RdsReaderAverageDatabaseConnections => "RDSReaderAverageDatabaseConnections",
            Self::SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution => {
                "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution"
            }
            Self::SageMakerInferenceComponentInvocationsPerCopy => {
                "SageMakerInferenceComponentInvocationsPerCopy"
            }
            Self::SageMakerVariantConcurrentRequestsPerModelHighResolution => {
                "SageMakerVariantConcurrentRequestsPerModelHighResolution"
            }
            Self::SageMakerVariantInvocationsPerInstance => {
                "SageMakerVariantInvocationsPerInstance"
            }
            Self::SageMakerVariantProvisionedConcurrencyUtilization => {
                "SageMakerVariantProvisionedConcurrencyUtilization"
            }
            Self::WorkSpacesAverageUserSessionsCapacityUtilization => {
                "WorkSpacesAverageUserSessionsCapacityUtilization"
            }
        }
    }
}

/// The metric that [`TargetTracking`](super::TargetTracking) keeps at a value.
///
/// Functions take `impl Into<TrackedMetric>`, so a metric is given as it is.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct TrackedMetric(Kind);

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Predefined(PredefinedMetric, Value<String>),
    Custom(Metric),
}

impl From<PredefinedMetric> for TrackedMetric {
    fn from(metric: PredefinedMetric) -> Self {
        Self(Kind::Predefined(metric, Value::unset()))
    }
}

impl From<Metric> for TrackedMetric {
    fn from(metric: Metric) -> Self {
        Self(Kind::Custom(metric))
    }
}

impl TrackedMetric {
    /// The requests of a load balancer for each target of a group. The label
    /// names both, for example `app/shop/50dc6c495c0c9188/targetgroup/orders/943f017f100becff`.
    pub fn alb_request_count_per_target(label: impl IntoValue<String>) -> Self {
        Self(Kind::Predefined(PredefinedMetric::AlbRequestCountPerTarget, value(label)))
    }

    #[track_caller]
    pub(super) fn check(&self, node: &Node) {
        let report = |message: String, help: &'static str| {
            node.report(Diagnostic::error(codes::INVALID_SCALING, message).help(help).at_caller());
        };
        match &self.0 {
            Kind::Custom(metric) if statistic(metric.statistic).is_none() => report(
                format!("a target cannot be scaled by the statistic `{}`", metric.statistic),
                "use the average, the sum, the least, the most or the count",
            ),
            Kind::Predefined(PredefinedMetric::AlbRequestCountPerTarget, label)
                if label.expr().is_unset() =>
            {
                report(
                    "nothing says for which load balancer requests are counted".to_owned(),
                    "use `TrackedMetric::alb_request_count_per_target`",
                );
            }
            _ => {}
        }
    }

    pub(super) fn write(
        &self,
        cfn: l1::TargetTrackingScalingPolicyConfiguration,
    ) -> l1::TargetTrackingScalingPolicyConfiguration {
        match &self.0 {
            Kind::Predefined(metric, label) => cfn.predefined_metric_specification(
                l1::PredefinedMetricSpecification::new(Value::lit(metric.name()))
                    .resource_label(label),
            ),
            Kind::Custom(metric) => cfn.customized_metric_specification(custom(metric)),
        }
    }
}

fn custom(metric: &Metric) -> l1::CustomizedMetricSpecification {
    let dimensions: Vec<l1::MetricDimension> =
        metric.dimensions.iter().map(|(name, of)| l1::MetricDimension::new(&**name, of)).collect();
    l1::CustomizedMetricSpecification::new()
        .dimensions((!dimensions.is_empty()).then_some(dimensions))
        .metric_name(&metric.name)
        .namespace(&metric.namespace)
        .statistic(statistic(metric.statistic))
        .unit(metric.unit.map(|unit| unit.name()))
}

fn statistic(of: Statistic) -> Option<Value<l1::CustomizedMetricSpecificationStatistic>> {
    Some(match of {
        Statistic::Average => l1::CustomizedMetricSpecificationStatistic::AVERAGE,
        Statistic::Maximum => l1::CustomizedMetricSpecificationStatistic::MAXIMUM,
        Statistic::Minimum => l1::CustomizedMetricSpecificationStatistic::MINIMUM,
        Statistic::SampleCount => l1::CustomizedMetricSpecificationStatistic::SAMPLE_COUNT,
        Statistic::Sum => l1::CustomizedMetricSpecificationStatistic::SUM,
        _ => return None,
    })
}
