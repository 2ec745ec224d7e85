//! The commands that deploy and delete a stack with the plain AWS CLI.
//!
//! They work with versions 1 and 2 of the CLI, in bash and in zsh, and are
//! chained, so that pasting them stops at the first that fails. There is no
//! comment behind a command: zsh does not take one when it is typed.

use std::fmt::Write as _;

use construct_lib::Synthesizer;

use super::shell::quote;
use crate::assembly::StackEntry;

/// What CloudFormation takes without a bucket, in bytes.
const DIRECT: usize = 51_200;

/// The commands that deploy `stack`, whose template lies in `directory`.
pub(crate) fn deploy_block(stack: &StackEntry, directory: &str) -> String {
    let mut block = format!("# --- deploy {} ---\n", stack.path);
    if stack.is_name_fixed {
        block.push_str("# Other stacks read the outputs of this one by its name: keep it.\n");
    }
    match stack.synthesizer {
        Synthesizer::Local => plain(&mut block, stack, directory),
        _ => official(&mut block, stack, directory),
    }
    block.push_str("# --- end ---\n");
    block
}

/// The commands that delete it.
pub(crate) fn delete_block(stack: &StackEntry) -> String {
    let name = quote(&stack.stack_name);
    let mut block = format!("# --- delete {} ---\n", stack.path);
    let mut steps = vec![region(stack)];
    if stack.termination_protection {
        steps.push(format!(
            "aws cloudformation update-termination-protection --region \"$region\" \
             --stack-name {name} --no-enable-termination-protection >/dev/null"
        ));
    }
    for command in ["delete-stack", "wait stack-delete-complete"] {
        steps
            .push(format!("aws cloudformation {command} --region \"$region\" --stack-name {name}"));
    }
    chain(&mut block, &steps);
    block.push_str("# --- end ---\n");
    block
}

fn official(block: &mut String, stack: &StackEntry, directory: &str) {
    let (directory, path) = (quote(directory), quote(&stack.path));
    chain(block, &[format!("cdk deploy --app {directory} {path}")]);
}

fn plain(block: &mut String, stack: &StackEntry, directory: &str) {
    let file = |ending: &str| {
        let file = format!("{}.{ending}.{}", stack.id, stack.extension());
        format!("{directory}/{}", stack.in_assembly(&file))
    };
    let template = file("template");
    let template = quote(&template);
    let packaged = file("packaged");
    let packaged = quote(&packaged);
    let has_assets = stack.has_files();
    let written_bytes = stack.yaml_bytes.unwrap_or(stack.template_bytes);
    // As YAML, what `package` writes is shorter than as JSON.
    let deployed_bytes = if has_assets { stack.packaged_bytes } else { written_bytes };
    let needs_bucket = deployed_bytes > DIRECT;

    let mut steps = vec![region(stack)];
    if has_assets || needs_bucket || stack.environment.account_id().is_some() {
        steps.push(
            "account=$(aws sts get-caller-identity --query Account --output text)".to_owned(),
        );
    }
    if let Some(account) = stack.environment.account_id() {
        let account = quote(account);
        steps.push(format!(
            "{{ [ \"$account\" = {account} ] || \
             {{ echo the stack is for account {account}, not \"$account\" >&2; false; }}; }}"
        ));
    }
    if has_assets || needs_bucket {
        steps.push("bucket=construct-$account-$region".to_owned());
        // A bucket of this name that belongs to somebody else is not used.
        steps.push(
            "{ aws s3api head-bucket --bucket \"$bucket\" --expected-bucket-owner \"$account\" \
             >/dev/null 2>&1 || aws s3 mb \"s3://$bucket\" --region \"$region\"; }"
                .to_owned(),
        );
    }
    if has_assets {
        let json = if stack.yaml_bytes.is_some() { "" } else { " --use-json" };
        steps.push(format!(
            "aws cloudformation package --region \"$region\" --template-file {template} \
             --s3-bucket \"$bucket\"{json} --output-template-file {packaged}"
        ));
    }
    let name = quote(&stack.stack_name);
    let deployed = if has_assets { &packaged } else { &template };
    let mut deploy = format!(
        "aws cloudformation deploy --region \"$region\" --template-file {deployed} \
         --stack-name {name} --no-fail-on-empty-changeset"
    );
    if needs_bucket {
        deploy.push_str(" --s3-bucket \"$bucket\"");
    }
    if !stack.capabilities.is_empty() {
        deploy.push_str(" --capabilities");
        for capability in &stack.capabilities {
            // Writing to a text does not fail.
            let _ = write!(deploy, " {capability}");
        }
    }
    if !stack.tags.is_empty() {
        deploy.push_str(" --tags");
        for (key, value) in &stack.tags {
            let _ = write!(deploy, " {}", quote(&format!("{key}={value}")));
        }
    }
    steps.push(deploy);
    if stack.termination_protection {
        steps.push(format!(
            "aws cloudformation update-termination-protection --region \"$region\" \
             --stack-name {name} --enable-termination-protection >/dev/null"
        ));
    }
    if stack.has_outputs {
        // Version 2 of the CLI opens a pager on a terminal; `cat` keeps it shut.
        steps.push(format!(
            "aws cloudformation describe-stacks --region \"$region\" --stack-name {name} \
             --query 'Stacks[0].Outputs' --output table | cat"
        ));
    }
    chain(block, &steps);
}

/// The region of the stack, else the one that the AWS CLI is set up for.
///
/// Version 1 of the CLI does not know `AWS_REGION`, so each command names it.
fn region(stack: &StackEntry) -> String {
    match stack.environment.region_name() {
        Some(region) => format!("region={}", quote(region)),
        None => "region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region \
                 || echo us-east-1)}}"
            .to_owned(),
    }
}

fn chain(block: &mut String, steps: &[String]) {
    block.push_str(&steps.join(" &&\n"));
    block.push('\n');
}
