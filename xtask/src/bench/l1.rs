//! What the generated resource types cost the compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::figure::{Figure, Section, cpu, megabytes, time};
use super::measure::{Cost, median_cost};
use super::{Options, cargo, directory, measure};
use crate::error::{Context as _, Error, Result};
use crate::{report, root};

const HOW: &str = "\
`cargo check` of construct-cfn alone: what it depends on was checked before, and nothing of itself is kept (median of
three, `CARGO_INCREMENTAL=0`); user and system time and peak memory of cargo and of all that it starts. The constructs'
services are those that construct-lib always has; what the crate costs without any service is taken off. The crate with
three resources depends on construct-lib; a literal in it is changed before each of the runs. The documentation is of
construct-cfn alone. The package is what `cargo package --list` names, packed.";

/// A program with three resources; `LITERAL` is what gets edited.
const PROGRAM: &str = r#"//! Three resources, for a benchmark.

use construct_lib::cfn::dynamodb::{CfnTable, CfnTableProps, table};
use construct_lib::cfn::iam::{CfnRole, CfnRoleProps};
use construct_lib::cfn::lambda::{CfnFunction, CfnFunctionProps, function};
use construct_lib::{App, Entries, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let key = [table::KeySchema::new("id", table::KeyType::HASH)];
    let table = CfnTableProps::new(key)
        .attribute_definitions([table::AttributeDefinition::new("id", table::AttributeType::S)])
        .billing_mode(table::BillingMode::PAY_PER_REQUEST);
    let table = CfnTable::new(&stack, "Table", table);
    let trust = Entries::new().set("Version", "2012-10-17");
    let role = CfnRole::new(&stack, "Role", CfnRoleProps::new(trust));
    let code = function::Code::new().s3_bucket("assets").s3_key("LITERAL");
    let variables = function::Environment::new().variables([("TABLE", table.ref_())]);
    let function = CfnFunctionProps::new(code, role.attr_arn()).environment(variables);
    CfnFunction::new(&stack, "Function", function);
    assert!(app.synth().is_ok());
}
"#;

pub(super) fn measure(options: &Options) -> Result<Section> {
    let mut section = Section::new("Resource types", HOW);
    let times = options.times(3, 1);
    let all = check(&["--features", "all"], times)?;
    section.add(
        Figure::new("all resource types, checked", cpu(all.cpu))
            .reach("≤ 30 CPU-s", all.cpu <= Duration::from_secs(30)),
    );
    section.add(
        Figure::new("the same, peak memory", megabytes(all.peak))
            .reach("≤ 2,500 MB", all.peak <= 2_500_000_000),
    );
    let none = check(&[], times)?;
    let usual = check(
        &[
            "--features",
            "apigateway,apigatewayv2,applicationautoscaling,cloudwatch,codedeploy,dynamodb,iam,kms,lambda,logs",
        ],
        times,
    )?;
    let more = usual.cpu.saturating_sub(none.cpu);
    section.add(
        Figure::new("the constructs' services, checked", cpu(more))
            .reach("≤ 2 CPU-s", more <= Duration::from_secs(2)),
    );
    let edited = Downstream::make()?.edited(options.times(5, 2))?;
    let limit = Duration::from_millis(200);
    section.add(
        Figure::new(
            "a crate with three resources, checked again",
            format!("{}, {}", time(edited.wall), cpu(edited.cpu)),
        )
        .reach("≤ 0.2 s", edited.wall <= limit || edited.cpu <= limit),
    );
    let doc = documentation()?;
    section.add(Figure::new(
        "documentation of all",
        format!("{}, {}, {}", time(doc.wall), cpu(doc.cpu), megabytes(doc.peak)),
    ));
    let packed = packed()?;
    section
        .add(Figure::new("package", megabytes(packed)).reach("< 10 MB", packed < 10 * 1024 * 1024));
    Ok(section)
}

fn target() -> PathBuf {
    directory().join("l1")
}

/// A cargo command about the crate of the resource types.
fn command(arguments: &[&str]) -> Command {
    let mut cargo = cargo::command(&root(), &target());
    cargo.args(arguments).args(["--quiet", "--package", "construct-cfn"]);
    cargo
}

/// What checking the crate costs, its dependencies aside.
fn check(features: &[&str], times: usize) -> Result<Cost> {
    report(&format!("checking construct-cfn {}", features.join(" ")));
    let check = || {
        let mut cargo = command(&["check", "--locked"]);
        cargo.args(features).env("CARGO_INCREMENTAL", "0");
        cargo
    };
    measure::run(check())?;
    let mut costs = Vec::new();
    for _ in 0..times {
        measure::run(command(&["clean"]))?;
        costs.push(measure::run(check())?);
    }
    Ok(median_cost(&costs))
}

fn documentation() -> Result<Cost> {
    report("documenting construct-cfn");
    measure::run(command(&["clean"]))?;
    measure::run(command(&["doc", "--locked", "--no-deps", "--features", "all"]))
}

/// The size of the package, packed as a registry takes it.
fn packed() -> Result<u64> {
    let folder = root().join("construct-lib").join("cfn");
    let list = cargo::output(cargo::command(&folder, &target()).args([
        "package",
        "--list",
        "--allow-dirty",
        "--quiet",
    ]))?;
    // Written when it is packed.
    let made = ["Cargo.lock", "Cargo.toml.orig", ".cargo_vcs_info.json"];
    let files = list.lines().filter(|file| !made.contains(file));
    let archive = directory().join("construct-cfn.tar.gz");
    let mut tar = Command::new("tar");
    tar.arg("-czf").arg(&archive).arg("-C").arg(&folder).args(files);
    cargo::output(&mut tar)?;
    Ok(fs::metadata(&archive).context(archive.display())?.len())
}

/// A crate outside the workspace that uses the library.
struct Downstream {
    folder: PathBuf,
}

impl Downstream {
    fn make() -> Result<Self> {
        let folder = directory().join("three-resources");
        let source = folder.join("src");
        fs::create_dir_all(&source).context(source.display())?;
        let library = root().join("construct-lib");
        let manifest = format!(
            "[package]\nname = \"three-resources\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n[dependencies]\nconstruct-lib = {{ path = {:?} }}\n",
            library.display()
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        // The same versions as everywhere else; cargo drops what this crate has no use for.
        let lock = root().join("Cargo.lock");
        fs::copy(&lock, folder.join("Cargo.lock")).context(lock.display())?;
        Ok(Self { folder })
    }

    fn check(&self, literal: &str) -> Result<Cost> {
        let program = PROGRAM.replace("LITERAL", literal);
        if program == PROGRAM {
            return Err(Error::new("the program has no literal to edit"));
        }
        write(&self.folder.join("src").join("main.rs"), &program)?;
        let mut cargo = cargo::command(&self.folder, &directory().join("three-resources-target"));
        cargo.args(["check", "--quiet"]).env("CARGO_INCREMENTAL", "1");
        measure::run(cargo)
    }

    /// The median after edits of a literal.
    fn edited(&self, times: usize) -> Result<Cost> {
        report("checking a crate with three resources");
        self.check("first")?;
        let costs = (0..times).map(|number| self.check(&format!("edit-{number}")));
        Ok(median_cost(&costs.collect::<Result<Vec<_>>>()?))
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).context(path.display())
}
