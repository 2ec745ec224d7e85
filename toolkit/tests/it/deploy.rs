//! The commands to paste, run by real shells with a program in place of the AWS CLI.

use std::fs;
use std::process::Command;

use crate::support::{Said, World, inherited, snapshot, variable, zip};

/// The commands between the markers.
fn block(said: &Said, kind: &str, stack: &str) -> String {
    let begin = format!("# --- {kind} {stack} ---\n");
    let (_, rest) = said.stdout.split_once(&begin).unwrap();
    rest.split_once("# --- end ---\n").unwrap().0.to_owned()
}

/// Pastes commands into a shell. Gives what the AWS CLI was called with.
fn paste(world: &World, shell: &str, commands: &str, aws: &str) -> (bool, Vec<String>) {
    let log = world.path("aws.log");
    let _ = fs::remove_file(&log);
    world.script("bin/aws", &format!("echo \"$*\" >> {}\n{aws}", log.display()));
    let mut path = world.path("bin").into_os_string();
    path.push(":");
    path.push(variable("PATH"));
    let status = Command::new(shell)
        .args(["-c", commands])
        .current_dir(world.path(""))
        .env_clear()
        .envs(inherited())
        .env("PATH", path)
        .status()
        .unwrap();
    let log = fs::read_to_string(&log).unwrap_or_default();
    (status.success(), log.lines().map(str::to_owned).collect())
}

/// The shells of this machine, of those that people paste into.
fn shells() -> Vec<&'static str> {
    let is_there = |shell: &&str| Command::new(shell).args(["-c", "true"]).status().is_ok();
    let all: Vec<_> = ["bash", "zsh", "dash"].into_iter().filter(is_there).collect();
    assert!(!all.is_empty());
    all
}

/// An AWS CLI in the account 123456789012, set up for Seoul; there is no bucket yet.
const AWS: &str = r#"case "$*" in
  "configure get region") echo ap-northeast-2 ;;
  "sts get-caller-identity"*) echo 123456789012 ;;
  "s3api head-bucket"*) exit 254 ;;
esac"#;

#[test]
fn a_stack_without_assets_needs_no_bucket() {
    let world = World::new();
    let said = world.run(&["synth"], 0);
    snapshot("synth", &said.stdout);
    for shell in shells() {
        let (ok, calls) = paste(&world, shell, &block(&said, "deploy", "Orders"), AWS);
        assert!(ok, "{shell}");
        assert_eq!(
            calls,
            [
                "configure get region",
                "cloudformation deploy --region ap-northeast-2 \
                 --template-file cdk.out/Orders.template.json --stack-name Orders \
                 --no-fail-on-empty-changeset",
            ]
        );
    }
}

#[test]
fn assets_are_uploaded_to_a_bucket_of_the_account_and_region() {
    let world = World::new();
    world.write("code.zip", zip("index.js"));
    let arguments = ["synth", "-c", "zips=code.zip", "-c", "role=1", "-c", "output=x"];
    let said = world.run(&arguments, 0);
    snapshot("synth_with_assets", &said.stdout);
    for shell in shells() {
        let (ok, calls) = paste(&world, shell, &block(&said, "deploy", "Orders"), AWS);
        assert!(ok, "{shell}");
        assert_eq!(
            calls,
            [
                "configure get region",
                "sts get-caller-identity --query Account --output text",
                "s3api head-bucket --bucket construct-123456789012-ap-northeast-2 \
                 --expected-bucket-owner 123456789012",
                "s3 mb s3://construct-123456789012-ap-northeast-2 --region ap-northeast-2",
                "cloudformation package --region ap-northeast-2 \
                 --template-file cdk.out/Orders.template.json \
                 --s3-bucket construct-123456789012-ap-northeast-2 --use-json \
                 --output-template-file cdk.out/Orders.packaged.json",
                "cloudformation deploy --region ap-northeast-2 \
                 --template-file cdk.out/Orders.packaged.json --stack-name Orders \
                 --no-fail-on-empty-changeset --capabilities CAPABILITY_IAM",
                "cloudformation describe-stacks --region ap-northeast-2 --stack-name Orders \
                 --query Stacks[0].Outputs --output table",
            ]
        );
    }
}

#[test]
fn a_bucket_that_is_there_is_not_made_again() {
    let world = World::new();
    world.write("code.zip", zip("index.js"));
    let said = world.run(&["synth", "-c", "zips=code.zip"], 0);
    let aws = AWS.replace("exit 254", "true");
    for shell in shells() {
        let (ok, calls) = paste(&world, shell, &block(&said, "deploy", "Orders"), &aws);
        assert!(ok && !calls.iter().any(|call| call.starts_with("s3 mb")), "{calls:?}");
    }
}

#[test]
fn pasted_commands_stop_at_the_first_that_fails() {
    let world = World::new();
    world.write("code.zip", zip("index.js"));
    let said = world.run(&["synth", "-c", "zips=code.zip"], 0);
    for failing in ["\"s3 mb\"*", "\"sts \"*", "\"cloudformation package\"*"] {
        let aws = format!("case \"$*\" in {failing}) exit 1 ;; esac\n{AWS}");
        let (ok, calls) = paste(&world, "sh", &block(&said, "deploy", "Orders"), &aws);
        assert!(!ok, "{failing}");
        let deployed = calls.iter().any(|call| call.starts_with("cloudformation deploy"));
        assert!(!deployed, "{failing}");
    }
}

#[test]
fn the_environment_of_a_stack_is_respected() {
    let world = World::new();
    let said = world.run(
        &[
            "synth",
            "-c",
            "region=eu-west-1",
            "-c",
            "account=210987654321",
            "-c",
            "team=order service",
            "-c",
            "protected=1",
        ],
        0,
    );
    snapshot("synth_in_an_environment", &said.stdout);
    let deploy = block(&said, "deploy", "Orders");
    for shell in shells() {
        let (ok, calls) = paste(&world, shell, &deploy, AWS);
        assert!(!ok, "{shell}: other credentials were taken");
        assert_eq!(calls.len(), 1, "{calls:?}");
        let aws = AWS.replace("123456789012", "210987654321");
        let (ok, calls) = paste(&world, shell, &deploy, &aws);
        assert!(ok, "{shell}");
        assert!(calls.iter().any(|call| call.ends_with("--tags team=order service")));
        assert!(calls.iter().any(|call| call.contains(" --enable-termination-protection")));
        assert!(calls.iter().skip(1).all(|call| call.contains("--region eu-west-1")));
        let (ok, calls) = paste(&world, shell, &block(&said, "delete", "Orders"), &aws);
        assert!(ok, "{shell}");
        assert!(calls[0].contains(" --no-enable-termination-protection"), "{calls:?}");
    }
}

#[test]
fn a_large_template_goes_through_the_bucket() {
    let world = World::new();
    world.write("code.zip", zip("index.js"));
    let check = |more: &[&str], packaged: bool, through_bucket: bool| {
        let said = world.run(&[&["synth", "-c", "topics=490"], more].concat(), 0);
        let deploy = block(&said, "deploy", "Orders");
        let last = deploy.lines().last().unwrap();
        assert_eq!(last.contains(" --s3-bucket \"$bucket\""), through_bucket, "{last}");
        assert_eq!(deploy.contains("cloudformation package"), packaged, "{deploy}");
        assert_eq!(deploy.contains("s3 mb"), packaged || through_bucket, "{deploy}");
        world.files("cdk.out")["Orders.template.json"].len()
    };
    assert!(check(&[], false, false) < 51_200);
    let long = format!("text={}", "x".repeat(60));
    assert!(check(&["-c", &long], false, true) > 51_200);
    // Under the limit as it is, over it as `package` writes it.
    let zipped = ["-c", "text=x", "-c", "zips=code.zip"];
    assert!(check(&zipped, true, true) < 51_200);
    assert!(check(&zipped[2..], true, false) < 51_200);
}

#[test]
fn only_the_named_stacks_are_shown_and_all_are_written() {
    let world = World::new();
    let said = world.run(&["synth", "B", "-c", "stacks=A,B"], 0);
    assert!(said.stdout.contains("# --- deploy B ---"));
    assert!(!said.stdout.contains("# --- deploy A ---"));
    assert!(world.path("cdk.out/A.template.json").is_file());
}

#[test]
fn a_stack_for_the_bootstrap_bucket_is_deployed_by_the_official_command() {
    let world = World::new();
    world.write("code.zip", zip("index.js"));
    let said = world.run(&["synth", "-c", "bootstrap=1", "-c", "zips=code.zip"], 0);
    assert_eq!(block(&said, "deploy", "Orders"), "cdk deploy --app cdk.out Orders\n");
    assert!(world.path("cdk.out/Orders.assets.json").is_file());
}
