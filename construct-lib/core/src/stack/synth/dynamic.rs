//! Dynamic references: written as CloudFormation reads them, and no secret
//! where it is refused or shown.

use super::references::Checker;
use crate::error::{Diagnostic, codes};
use crate::template::{DynamicReference, Kind, LATE, Place, Resource, dynamic_references};
use crate::token::{CfnDynamicReferenceService as Service, Expr, Token};

/// The properties that take a secure text of Systems Manager, from AWS's page
/// on them.
const SECURE: &[(&str, &str)] = &[
    ("AWS::DirectoryService::MicrosoftAD", "Password"),
    ("AWS::DirectoryService::SimpleAD", "Password"),
    ("AWS::ElastiCache::ReplicationGroup", "AuthToken"),
    ("AWS::IAM::User", "LoginProfile.Password"),
    ("AWS::KinesisFirehose::DeliveryStream", "RedshiftDestinationConfiguration.Password"),
    ("AWS::OpsWorks::App", "AppSource.Password"),
    ("AWS::OpsWorks::Stack", "CustomCookbooksSource.Password"),
    ("AWS::OpsWorks::Stack", "RdsDbInstances.*.DbPassword"),
    ("AWS::RDS::DBCluster", "MasterUserPassword"),
    ("AWS::RDS::DBInstance", "MasterUserPassword"),
    ("AWS::Redshift::Cluster", "MasterUserPassword"),
];

/// Properties that whoever may look at the resource can read.
const SHOWN: &[(&str, &str)] = &[
    ("AWS::Amplify::App", "EnvironmentVariables"),
    ("AWS::Amplify::Branch", "EnvironmentVariables"),
    ("AWS::ApiGateway::Stage", "Variables"),
    ("AWS::ApiGatewayV2::Stage", "StageVariables"),
    ("AWS::AutoScaling::LaunchConfiguration", "UserData"),
    ("AWS::Batch::JobDefinition", "ContainerProperties.Environment"),
    ("AWS::CodeBuild::Project", "Environment.EnvironmentVariables"),
    ("AWS::EC2::Instance", "UserData"),
    ("AWS::EC2::LaunchTemplate", "LaunchTemplateData.UserData"),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions.*.Environment"),
    ("AWS::ElasticBeanstalk::ConfigurationTemplate", "OptionSettings"),
    ("AWS::ElasticBeanstalk::Environment", "OptionSettings"),
    ("AWS::Lambda::Function", "Environment.Variables"),
    ("AWS::SSM::Parameter", "Value"),
];

/// Where a text stands, as far as it matters here.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    Property,
    Metadata,
    Output,
    Parameter,
    /// In a loop or a hook: what it becomes is not known.
    Unknown,
    Elsewhere,
}

impl Checker<'_> {
    /// Looks for references in an expression that holds the braces of some.
    pub(super) fn dynamic(&mut self, expr: &Expr) {
        let mut path = vec![self.place.1.to_owned()];
        self.in_expr(expr, &mut path);
    }

    fn in_expr(&mut self, expr: &Expr, path: &mut Vec<String>) {
        match expr {
            Expr::Str(text) => self.in_text(text, path),
            Expr::List(items) => {
                path.push("*".into());
                items.iter().for_each(|e| self.in_expr(e, path));
                path.pop();
            }
            Expr::Map(entries) => {
                for (key, e) in entries {
                    path.push(key.clone().into_owned());
                    self.in_expr(e, path);
                    path.pop();
                }
            }
            Expr::Token(token) => self.in_function(token, path),
            _ => {}
        }
    }

    /// The text that a function gives holds references of more than one part.
    fn in_function(&mut self, token: &Token, path: &mut Vec<String>) {
        let late = |e: &Expr| match e {
            Expr::Str(text) => text.clone().into_owned(),
            _ => LATE.to_string(),
        };
        let mut others: Vec<&Expr> = Vec::new();
        let text = match token {
            Token::Join(delimiter, Expr::List(parts)) => {
                others.extend(parts.iter().filter(|e| e.as_str().is_none()));
                let set = parts.iter().filter(|e| !e.is_unset());
                set.map(late).collect::<Vec<_>>().join(delimiter)
            }
            Token::Sub(text, variables) => {
                others.extend(variables.iter().map(|(_, e)| e));
                without_variables(text)
            }
            Token::SubText(pieces, variables) => {
                others.extend(variables.iter().map(|(_, e)| e));
                without_variables(&pieces.iter().map(late).collect::<String>())
            }
            Token::Split(_, source) => {
                self.split(source);
                String::new()
            }
            token => {
                token.arguments(&mut |e| others.push(e));
                String::new()
            }
        };
        self.in_text(&text, path);
        others.into_iter().for_each(|e| self.in_expr(e, path));
    }

    fn split(&mut self, source: &Expr) {
        let mut found = false;
        source.walk(&mut |e| found |= e.as_str().is_some_and(|t| t.contains("{{resolve:")));
        if found {
            self.report(
                codes::MISPLACED_DYNAMIC_REFERENCE,
                format!("`Fn::Split` in `{}` would split a dynamic reference, not its value", self.place),
                "give the value over by a parameter of the type `AWS::SSM::Parameter::Value<List<String>>`",
            );
        }
    }

    fn in_text(&mut self, text: &str, path: &[String]) {
        for reference in dynamic_references(text) {
            match reference {
                DynamicReference::To(service, whole) => self.place_of(service, whole, path),
                DynamicReference::Late => {}
                DynamicReference::Malformed(whole, problem) => {
                    let message = format!(
                        "`{}` in `{}` is no dynamic reference: {problem}",
                        shown(whole),
                        self.place
                    );
                    self.report(
                        codes::MALFORMED_DYNAMIC_REFERENCE,
                        message,
                        "write `{{resolve:ssm:NAME:VERSION}}` or `{{resolve:secretsmanager:ID:SecretString:FIELD}}`, or use `SecretValue`",
                    );
                }
                DynamicReference::Spaced(whole) => self.warn(
                    codes::MALFORMED_DYNAMIC_REFERENCE,
                    format!(
                        "`{}` in `{}` stays as it is: CloudFormation takes no spaces there",
                        shown(whole),
                        self.place
                    ),
                    "leave out the spaces",
                ),
            }
        }
    }

    fn place_of(&mut self, service: Service, whole: &str, path: &[String]) {
        let at = self.place_kind();
        let ty = self.arena.state::<Resource>(self.node).map_or("", Resource::type_name);
        let path = path.join(".");
        let is_taken = match (service, at) {
            (_, Where::Unknown) => true,
            (Service::Ssm, at) => at != Where::Elsewhere,
            (Service::SsmSecure, at) => at == Where::Property && SECURE.contains(&(ty, &*path)),
            (Service::SecretsManager, at) => matches!(at, Where::Property | Where::Parameter),
        };
        if !is_taken {
            let help = match service {
                Service::Ssm => "it takes one in properties, metadata and values of outputs",
                Service::SsmSecure => {
                    "it takes one in some properties, which https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html lists; a secret of Secrets Manager is taken in all of them"
                }
                Service::SecretsManager => "it takes one in the properties of resources only",
            };
            let message = format!(
                "CloudFormation does not resolve `{}` in `{}`",
                shown(whole),
                self.path_shown(&path)
            );
            return self.report(codes::MISPLACED_DYNAMIC_REFERENCE, message, help);
        }
        let is_custom = ty == "AWS::CloudFormation::CustomResource" || ty.starts_with("Custom::");
        let is_shown = is_custom
            || path.split('.').next().is_some_and(|name| ["Description", "Tags"].contains(&name))
            || SHOWN.iter().any(|(t, p)| *t == ty && is_below(&path, p));
        if service == Service::SecretsManager && at == Where::Property && is_shown {
            let finding = Diagnostic::warning(
                codes::SECRET_EXPOSED,
                format!(
                    "the secret in `{}` can be read by everybody who may look at the resource",
                    self.path_shown(&path)
                ),
            );
            self.push(finding.help("hand over the name of the secret, and let the code that needs it ask Secrets Manager"));
        }
    }

    fn place_kind(&self) -> Where {
        match (self.kind, self.place) {
            (Kind::Resource, Place("Properties", _)) => Where::Property,
            (Kind::Resource, Place("Metadata", _)) => Where::Metadata,
            (Kind::Output, Place("", "Value")) => Where::Output,
            (Kind::Parameter, _) => Where::Parameter,
            (Kind::Output, Place(section, _)) if !["", "Export"].contains(&section) => {
                Where::Unknown
            }
            (Kind::Fragment, Place(section, _)) if section != "Metadata" => Where::Unknown,
            _ => Where::Elsewhere,
        }
    }

    /// The whole path, as other findings show it.
    fn path_shown(&self, path: &str) -> String {
        match self.place.0 {
            "" => path.to_owned(),
            section => format!("{section}.{path}"),
        }
    }
}

/// Whether a path is this one, or goes on from it.
fn is_below(path: &str, top: &str) -> bool {
    path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A text of `Fn::Sub`, with what is known only at deployment in the place of
/// its variables.
fn without_variables(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        plain.push_str(&rest[..start]);
        rest = rest[start..].find('}').map_or("", |end| &rest[start + end + 1..]);
        plain.push(LATE);
    }
    plain + rest
}

/// A part of a text, with `...` for what is known only at deployment.
fn shown(text: &str) -> String {
    text.replace(LATE, "...")
}
