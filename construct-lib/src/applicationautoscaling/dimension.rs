//! What can be scaled.

/// The number of a resource that is scaled.
///
/// Appears as `ScalableDimension`; what stands before its first colon is the
/// `ServiceNamespace`. See AWS on what names the
/// [resource of each](https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScalableDimension {
    /// The instances of an AppStream fleet.
    AppstreamFleetDesiredCapacity,
    /// The read capacity of a table of Keyspaces.
    CassandraTableReadCapacityUnits,
    /// The write capacity of a table of Keyspaces.
    CassandraTableWriteCapacityUnits,
    /// The inference units of a document classifier.
    ComprehendDocumentClassifierEndpointDesiredInferenceUnits,
    /// The inference units of an entity recognizer.
    ComprehendEntityRecognizerEndpointDesiredInferenceUnits,
    /// A number of a resource of your own, behind an API.
    CustomResourceResourceTypeProperty,
    /// The read capacity of an index of DynamoDB.
    DynamodbIndexReadCapacityUnits,
    /// The write capacity of an index of DynamoDB.
    DynamodbIndexWriteCapacityUnits,
    /// The read capacity of a table of DynamoDB.
    DynamodbTableReadCapacityUnits,
    /// The write capacity of a table of DynamoDB.
    DynamodbTableWriteCapacityUnits,
    /// The capacity of a spot fleet.
    Ec2SpotFleetRequestTargetCapacity,
    /// The tasks of a service of ECS.
    EcsServiceDesiredCount,
    /// The nodes of a cache cluster.
    ElasticacheCacheClusterNodes,
    /// The shards of a replication group.
    ElasticacheReplicationGroupNodeGroups,
    /// The replicas of each shard of a replication group.
    ElasticacheReplicationGroupReplicas,
    /// The instances of a group of EMR.
    ElasticmapreduceInstancegroupInstanceCount,
    /// The storage of the brokers of a cluster of MSK.
    KafkaBrokerStorageVolumeSize,
    /// The provisioned concurrency of a function's alias.
    LambdaFunctionProvisionedConcurrency,
    /// The read replicas of a Neptune cluster.
    NeptuneClusterReadReplicaCount,
    /// The read replicas of an Aurora cluster.
    RdsClusterReadReplicaCount,
    /// The copies of an inference component.
    SagemakerInferenceComponentDesiredCopyCount,
    /// The instances of a variant of an endpoint.
    SagemakerVariantDesiredInstanceCount,
    /// The provisioned concurrency of a variant of a serverless endpoint.
    SagemakerVariantDesiredProvisionedConcurrency,
    /// The sessions of a pool of WorkSpaces.
    WorkspacesWorkspacespoolDesiredUserSessions,
}

impl ScalableDimension {
    /// As AWS writes it, for example `dynamodb:table:ReadCapacityUnits`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AppstreamFleetDesiredCapacity => "appstream:fleet:DesiredCapacity",
            Self::CassandraTableReadCapacityUnits => "cassandra:table:ReadCapacityUnits",
            Self::CassandraTableWriteCapacityUnits => "cassandra:table:WriteCapacityUnits",
            Self::ComprehendDocumentClassifierEndpointDesiredInferenceUnits => {
                "comprehend:document-classifier-endpoint:DesiredInferenceUnits"
            }
            Self::ComprehendEntityRecognizerEndpointDesiredInferenceUnits => {
                "comprehend:entity-recognizer-endpoint:DesiredInferenceUnits"
            }
            Self::CustomResourceResourceTypeProperty => "custom-resource:ResourceType:Property",
            Self::DynamodbIndexReadCapacityUnits => "dynamodb:index:ReadCapacityUnits",
            Self::DynamodbIndexWriteCapacityUnits => "dynamodb:index:WriteCapacityUnits",
            Self::DynamodbTableReadCapacityUnits => "dynamodb:table:ReadCapacityUnits",
            Self::DynamodbTableWriteCapacityUnits => "dynamodb:table:WriteCapacityUnits",
            Self::Ec2SpotFleetRequestTargetCapacity => "ec2:spot-fleet-request:TargetCapacity",
            Self::EcsServiceDesiredCount => "ecs:service:DesiredCount",
            Self::ElasticacheCacheClusterNodes => "elasticache:cache-cluster:Nodes",
            Self::ElasticacheReplicationGroupNodeGroups => {
                "elasticache:replication-group:NodeGroups"
            }
            Self::ElasticacheReplicationGroupReplicas => "elasticache:replication-group:Replicas",
            Self::ElasticmapreduceInstancegroupInstanceCount => {
                "elasticmapreduce:instancegroup:InstanceCount"
            }
            Self::KafkaBrokerStorageVolumeSize => "kafka:broker-storage:VolumeSize",
            Self::LambdaFunctionProvisionedConcurrency => "lambda:function:ProvisionedConcurrency",
            Self::NeptuneClusterReadReplicaCount => "neptune:cluster:ReadReplicaCount",
            Self::RdsClusterReadReplicaCount => "rds:cluster:ReadReplicaCount",
            Self::SagemakerInferenceComponentDesiredCopyCount => {
                "sagemaker:inference-component:DesiredCopyCount"
            }
            Self::SagemakerVariantDesiredInstanceCount => "sagemaker:variant:DesiredInstanceCount",
            Self::SagemakerVariantDesiredProvisionedConcurrency => {
                "sagemaker:variant:DesiredProvisionedConcurrency"
            }
            Self::WorkspacesWorkspacespoolDesiredUserSessions => {
                "workspaces:workspacespool:DesiredUserSessions"
            }
        }
    }

    /// The service that has it, for example `dynamodb`.
    #[must_use]
    pub fn service_namespace(self) -> &'static str {
        self.name().split(':').next().unwrap_or_default()
    }
}
