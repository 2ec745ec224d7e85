//! Literals where a reference to a resource is expected: do they look like one?

/// Why a text cannot be what is expected (`AWS::IAM::Role.Arn`). Nothing when there are several
/// kinds, which are hardly all, or when the form is not known here.
pub(super) fn fault(targets: &[&str], text: &str) -> Option<&'static str> {
    match targets {
        // Other tools fill in what stands in `${…}`.
        [target] if !text.contains("${") => fault_of(target, text),
        _ => None,
    }
}

/// Whether only one kind of network, subnet or group fits.
pub(super) fn is_network_id(targets: &[&str]) -> bool {
    let ids = ["AWS::EC2::SecurityGroup.Id", "AWS::EC2::Subnet.SubnetId", "AWS::EC2::VPC.VpcId"];
    targets.iter().all(|target| ids.contains(target))
}

fn fault_of(target: &str, text: &str) -> Option<&'static str> {
    let (fits, what) = match target {
        "AWS::IAM::Role.Arn" => (is_arn(text, "iam", &["role/"]), "the ARN of a role"),
        "AWS::KMS::Key.Arn" => (is_arn(text, "kms", &["key/", "alias/"]), "the ARN of a key"),
        "AWS::SNS::Topic.TopicArn" => (is_arn(text, "sns", &[""]), "the ARN of a topic"),
        "AWS::SQS::Queue.Arn" => (is_arn(text, "sqs", &[""]), "the ARN of a queue"),
        "AWS::Lambda::Function.Arn" => {
            (is_arn(text, "lambda", &["function:"]), "the ARN of a function")
        }
        "AWS::EC2::SecurityGroup.Id" => (is_id(text, "sg-"), "the id of a security group"),
        "AWS::EC2::Subnet.SubnetId" => (is_id(text, "subnet-"), "the id of a subnet"),
        "AWS::EC2::VPC.VpcId" => (is_id(text, "vpc-"), "the id of a VPC"),
        _ => return None,
    };
    (!fits).then_some(what)
}

/// An ARN of this service, with an account and a resource that begins like this.
fn is_arn(text: &str, service: &str, resources: &[&str]) -> bool {
    match text.splitn(6, ':').collect::<Vec<_>>()[..] {
        ["arn", partition, own, _, account, resource] => {
            partition.starts_with("aws")
                && own == service
                && account.len() == 12
                && account.bytes().all(|b| b.is_ascii_digit())
                && resources.iter().any(|r| resource.starts_with(r) && resource.len() > r.len())
        }
        _ => false,
    }
}

/// A prefix, then 8 or 17 hexadecimal digits.
fn is_id(text: &str, prefix: &str) -> bool {
    let digits = text.strip_prefix(prefix);
    digits.is_some_and(|d| matches!(d.len(), 8 | 17) && d.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn literals_look_like_what_they_stand_for() {
        let role = ["AWS::IAM::Role.Arn"];
        let id = "AWS::EC2::SecurityGroup.Id";
        let good: &[(&[&str], &str)] = &[
            (&role, "arn:aws:iam::123456789012:role/service-role/x"),
            (&role, "arn:aws-cn:iam::123456789012:role/x"),
            (&["AWS::SNS::Topic.TopicArn"], "arn:aws:sns:us-east-1:123456789012:t"),
            (&[id], "sg-12345678"),
            (&[id], "sg-0123456789abcdef0"),
            (&[id, "AWS::EC2::VPC.DefaultSecurityGroup"], "default"),
            (&["AWS::KMS::Key.Arn", "AWS::KMS::Key.KeyId"], "alias/orders"),
            (&["AWS::SNS::Topic.TopicArn", "AWS::SQS::Queue.Arn"], "kafka://orders"),
            (&["AWS::Unknown::Thing.Arn"], "x"),
            (&[], "x"),
        ];
        for (targets, text) in good {
            assert_eq!(fault(targets, text), None, "{text}");
        }
        let bad: &[(&[&str], &str)] = &[
            (&role, "arn:aws:iam:role/x"),
            (&role, "arn:aws:iam::12345:role/x"),
            (&role, "arn:aws:iam::123456789012:user/x"),
            (&role, "orders"),
            (&[id], "default"),
            (&[id], "subnet-12345678"),
        ];
        for (targets, text) in bad {
            assert!(fault(targets, text).is_some(), "{text}");
        }
    }
}
