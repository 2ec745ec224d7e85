//! What principals must know of regions and partitions.

/// The regions that every account had from the start. All that were opened
/// after them ask an account to opt in, so this list is complete.
const ALWAYS_ON: &[&str] = &[
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-isob-east-1",
    "us-west-1",
    "us-west-2",
];

/// Whether an account must ask for the region before it can use it.
pub(super) fn is_opt_in(region: &str) -> bool {
    !ALWAYS_ON.contains(&region)
}

/// Where people who sign in by SAML arrive.
pub(super) fn saml_sign_on_url(partition: &str) -> &'static str {
    match partition {
        "aws-cn" => "https://signin.amazonaws.cn/saml",
        "aws-us-gov" => "https://signin.amazonaws-us-gov.com/saml",
        "aws-iso" => "https://signin.c2shome.ic.gov/saml",
        "aws-iso-b" => "https://signin.sc2shome.sgov.gov/saml",
        _ => "https://signin.aws.amazon.com/saml",
    }
}
