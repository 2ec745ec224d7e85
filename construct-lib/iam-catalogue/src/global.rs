//! The condition keys that every action knows, which the service authorization reference does not
//! list: AWS's page of [global condition context
//! keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).

use crate::service::{ConditionKeyFacts, KeyType};

/// A global condition key by the name in a policy; upper and lower case are the same.
#[must_use]
pub fn global_condition_key(name: &str) -> Option<ConditionKeyFacts> {
    let one = |&(name, key_type): &(&'static str, KeyType)| ConditionKeyFacts {
        name,
        key_type,
        is_list: LISTS.contains(&name),
    };
    KEYS.iter().map(one).find(|key| key.is(name))
}

/// Those that hold several values in one request.
const LISTS: &[&str] = &[
    "aws:CalledVia",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceNamesList",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
    "aws:TagKeys",
    "aws:VpceOrgPaths",
];

/// `aws:CurrentTime` and `aws:EpochTime` are compared as dates and as numbers.
const KEYS: &[(&str, KeyType)] = &[
    ("aws:AssumedRoot", KeyType::Bool),
    ("aws:CalledVia", KeyType::String),
    ("aws:CalledViaAWSMCP", KeyType::String),
    ("aws:CalledViaFirst", KeyType::String),
    ("aws:CalledViaLast", KeyType::String),
    ("aws:ChatbotSourceArn", KeyType::Arn),
    ("aws:CurrentTime", KeyType::Date),
    ("aws:Ec2InstanceSourcePrivateIPv4", KeyType::IpAddress),
    ("aws:Ec2InstanceSourceVpc", KeyType::String),
    ("aws:EpochTime", KeyType::Date),
    ("aws:FederatedProvider", KeyType::String),
    ("aws:IsMcpServiceAction", KeyType::Bool),
    ("aws:MultiFactorAuthAge", KeyType::Numeric),
    ("aws:MultiFactorAuthPresent", KeyType::Bool),
    ("aws:PrincipalAccount", KeyType::String),
    ("aws:PrincipalArn", KeyType::Arn),
    ("aws:PrincipalIsAWSService", KeyType::Bool),
    ("aws:PrincipalOrgID", KeyType::String),
    ("aws:PrincipalOrgPaths", KeyType::String),
    ("aws:PrincipalServiceName", KeyType::String),
    ("aws:PrincipalServiceNamesList", KeyType::String),
    ("aws:PrincipalTag/${TagKey}", KeyType::String),
    ("aws:PrincipalType", KeyType::String),
    ("aws:Referer", KeyType::String),
    ("aws:RequestTag/${TagKey}", KeyType::String),
    ("aws:RequestedRegion", KeyType::String),
    ("aws:ResourceAccount", KeyType::String),
    ("aws:ResourceOrgID", KeyType::String),
    ("aws:ResourceOrgPaths", KeyType::String),
    ("aws:ResourceTag/${TagKey}", KeyType::String),
    ("aws:SecureTransport", KeyType::Bool),
    ("aws:SourceAccount", KeyType::String),
    ("aws:SourceArn", KeyType::Arn),
    ("aws:SourceIdentity", KeyType::String),
    ("aws:SourceIp", KeyType::IpAddress),
    ("aws:SourceOrgID", KeyType::String),
    ("aws:SourceOrgPaths", KeyType::String),
    ("aws:SourceOwner", KeyType::String),
    ("aws:SourceVpc", KeyType::String),
    ("aws:SourceVpcArn", KeyType::Arn),
    ("aws:SourceVpce", KeyType::String),
    ("aws:TagKeys", KeyType::String),
    ("aws:TokenIssueTime", KeyType::Date),
    ("aws:UserAgent", KeyType::String),
    ("aws:ViaAWSMCPService", KeyType::Bool),
    ("aws:ViaAWSService", KeyType::Bool),
    ("aws:VpcSourceIp", KeyType::IpAddress),
    ("aws:VpceAccount", KeyType::String),
    ("aws:VpceOrgID", KeyType::String),
    ("aws:VpceOrgPaths", KeyType::String),
    ("aws:userid", KeyType::String),
    ("aws:username", KeyType::String),
    // What comes with the credentials of an instance, a function or a job, whatever they call.
    ("ec2:RoleDelivery", KeyType::Numeric),
    ("ec2:SourceInstanceArn", KeyType::Arn),
    ("glue:CredentialIssuingService", KeyType::String),
    ("glue:RoleAssumedBy", KeyType::String),
    ("identitystore:UserId", KeyType::String),
    ("lambda:SourceFunctionArn", KeyType::Arn),
    ("ssm:SourceInstanceArn", KeyType::Arn),
];
