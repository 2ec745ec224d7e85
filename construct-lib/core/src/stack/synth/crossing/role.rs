//! The role by which another account reads the outputs of a stack.

use crate::stack::asset::Synthesizer;
use crate::stack::environment::Environment;
use crate::stack::names::{UniqueNameOptions, unique_name};
use crate::template::{TemplateParts, logical_id};
use crate::token::{Expr, Token};

const SCOPE: &str = "Publish";
const ROLE: &str = "GetStackOutputRole";
const POLICY: &str = "GetStackOutputPolicy";

/// Who may read the outputs of one stack.
#[derive(Default)]
pub(in super::super) struct ReadRole {
    readers: Vec<String>,
}

/// Who deploys a stack: the bootstrap stack's role for CloudFormation, or
/// whom the account lets.
pub(super) fn reader(synthesizer: &Synthesizer, environment: &Environment) -> String {
    let account = environment.account_id().unwrap_or("${AWS::AccountId}");
    let region = environment.region_name().unwrap_or("${AWS::Region}");
    let principal = match synthesizer {
        Synthesizer::Bootstrap { qualifier } => {
            format!("role/cdk-{qualifier}-cfn-exec-role-{account}-{region}")
        }
        Synthesizer::Local => "root".to_owned(),
    };
    format!("arn:${{AWS::Partition}}:iam::{account}:{principal}")
}

/// The ARN of the role that a stack of a known account has for this.
pub(super) fn arn(stack_name: &str, environment: &Environment) -> Option<Expr> {
    let (account, region) = (environment.account_id()?, environment.region_name()?);
    let name = role_name(stack_name);
    Some(format!("arn:{}:iam::{account}:role/{name}", partition(region)).into())
}

fn role_name(stack_name: &str) -> String {
    unique_name(&[stack_name, SCOPE, ROLE], &UniqueNameOptions::new().max_length(64))
}

impl ReadRole {
    pub(super) fn add(&mut self, reader: String) {
        if !self.readers.contains(&reader) {
            self.readers.push(reader);
        }
    }

    /// Adds the role and its policy to the stack whose outputs are read.
    pub(super) fn write(
        self,
        stack_name: &str,
        environment: &Environment,
        parts: &mut TemplateParts,
    ) {
        let role_id = logical_id(&[SCOPE, ROLE]);
        let sub = |arn: String| Expr::Token(Box::new(Token::Sub(arn.into(), Box::default())));
        let mut readers: Vec<Expr> = self.readers.into_iter().map(sub).collect();
        let readers = if readers.len() == 1 { readers.remove(0) } else { Expr::list(readers) };
        let may_assume = statement([
            ("Effect", Expr::text("Allow")),
            ("Principal", Expr::map([("AWS", readers)])),
            ("Action", Expr::list([Expr::text("sts:AssumeRole")])),
        ]);
        let role = resource(
            "AWS::IAM::Role",
            Expr::map([
                ("AssumeRolePolicyDocument", may_assume),
                ("RoleName", Expr::from(role_name(stack_name))),
            ]),
        );
        let account = environment.account_id().unwrap_or_default();
        let region = environment.region_name().unwrap_or_default();
        let partition = partition(region);
        let stack =
            format!("arn:{partition}:cloudformation:{region}:{account}:stack/{stack_name}/*");
        let may_read = statement([
            ("Effect", Expr::text("Allow")),
            ("Action", Expr::text("cloudformation:DescribeStacks")),
            ("Resource", Expr::from(stack)),
        ]);
        let options = UniqueNameOptions::new().max_length(128);
        let policy_name = unique_name(&[stack_name, SCOPE, POLICY], &options);
        let role_ref = Expr::map([("Ref", Expr::from(role_id.clone()))]);
        let policy = resource(
            "AWS::IAM::Policy",
            Expr::map([
                ("Roles", Expr::list([role_ref])),
                ("PolicyDocument", may_read),
                ("PolicyName", Expr::from(policy_name)),
            ]),
        );
        parts.extra_resources.put(role_id, role);
        parts.extra_resources.put(logical_id(&[SCOPE, POLICY]), policy);
    }
}

fn resource(ty: &'static str, properties: Expr) -> Expr {
    Expr::map([("Type", Expr::text(ty)), ("Properties", properties)])
}

fn statement(entries: [(&'static str, Expr); 3]) -> Expr {
    Expr::map([
        ("Version", Expr::text("2012-10-17")),
        ("Statement", Expr::list([Expr::map(entries)])),
    ])
}

/// The partition that a region is part of.
fn partition(region: &str) -> &'static str {
    const OTHERS: &[(&str, &str)] = &[
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
        ("eusc-", "aws-eusc"),
    ];
    OTHERS.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or("aws", |(_, name)| name)
}
