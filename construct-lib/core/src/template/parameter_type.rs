//! What a parameter may be.

use crate::token::Key;

/// The type of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterType {
    /// `String`.
    String,
    /// `Number`.
    Number,
    /// `List<Number>`.
    NumberList,
    /// `CommaDelimitedList`.
    CommaDelimitedList,
    /// Something that is in the account: `AWS::EC2::VPC::Id`.
    Aws(AwsParameterType),
    /// Several such: `List<AWS::EC2::Subnet::Id>`.
    AwsList(AwsParameterType),
    /// The name of a parameter of Systems Manager: `AWS::SSM::Parameter::Name`.
    SsmName,
    /// What a parameter of Systems Manager holds, whose name is given:
    /// `AWS::SSM::Parameter::Value<String>`.
    SsmString,
    /// The same for a list: `AWS::SSM::Parameter::Value<List<String>>`.
    SsmStringList,
    /// The same for a text with commas: `AWS::SSM::Parameter::Value<CommaDelimitedList>`.
    SsmCommaDelimitedList,
    /// The same for something that is in the account:
    /// `AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>`.
    SsmAws(AwsParameterType),
    /// The same for several: `AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>`.
    SsmAwsList(AwsParameterType),
    /// Any other.
    Other(Key),
}

/// A kind of thing that is in an account, which CloudFormation checks before it
/// begins and the console lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AwsParameterType {
    /// `AWS::EC2::AvailabilityZone::Name`.
    AvailabilityZoneName,
    /// `AWS::EC2::Image::Id`.
    ImageId,
    /// `AWS::EC2::Instance::Id`.
    InstanceId,
    /// `AWS::EC2::KeyPair::KeyName`; AWS has no list of these.
    KeyPairName,
    /// `AWS::EC2::SecurityGroup::GroupName`.
    SecurityGroupName,
    /// `AWS::EC2::SecurityGroup::Id`.
    SecurityGroupId,
    /// `AWS::EC2::Subnet::Id`.
    SubnetId,
    /// `AWS::EC2::Volume::Id`.
    VolumeId,
    /// `AWS::EC2::VPC::Id`.
    VpcId,
    /// `AWS::Route53::HostedZone::Id`.
    HostedZoneId,
}

impl AwsParameterType {
    /// The name in the template.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AvailabilityZoneName => "AWS::EC2::AvailabilityZone::Name",
            Self::ImageId => "AWS::EC2::Image::Id",
            Self::InstanceId => "AWS::EC2::Instance::Id",
            Self::KeyPairName => "AWS::EC2::KeyPair::KeyName",
            Self::SecurityGroupName => "AWS::EC2::SecurityGroup::GroupName",
            Self::SecurityGroupId => "AWS::EC2::SecurityGroup::Id",
            Self::SubnetId => "AWS::EC2::Subnet::Id",
            Self::VolumeId => "AWS::EC2::Volume::Id",
            Self::VpcId => "AWS::EC2::VPC::Id",
            Self::HostedZoneId => "AWS::Route53::HostedZone::Id",
        }
    }
}

impl ParameterType {
    pub(super) fn name(self) -> Key {
        match self {
            Self::String => "String".into(),
            Self::Number => "Number".into(),
            Self::NumberList => "List<Number>".into(),
            Self::CommaDelimitedList => "CommaDelimitedList".into(),
            Self::Aws(aws) => aws.name().into(),
            Self::AwsList(aws) => format!("List<{}>", aws.name()).into(),
            Self::SsmName => "AWS::SSM::Parameter::Name".into(),
            Self::SsmString => "AWS::SSM::Parameter::Value<String>".into(),
            Self::SsmStringList => "AWS::SSM::Parameter::Value<List<String>>".into(),
            Self::SsmCommaDelimitedList => "AWS::SSM::Parameter::Value<CommaDelimitedList>".into(),
            Self::SsmAws(aws) => format!("AWS::SSM::Parameter::Value<{}>", aws.name()).into(),
            Self::SsmAwsList(aws) => {
                format!("AWS::SSM::Parameter::Value<List<{}>>", aws.name()).into()
            }
            Self::Other(name) => name,
        }
    }
}
