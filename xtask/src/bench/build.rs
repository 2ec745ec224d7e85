//! What compiling costs: from nothing, and after a line was edited.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cargo::{self, Profile};
use super::copy::Copy;
use super::figure::{Figure, Section, cpu, time};
use super::measure::{Cost, median_cost};
use super::sample::{differences, synth};
use super::{Options, directory, measure, peers};
use crate::error::{Context as _, Error, Result};
use crate::{report, root};

const HOW: &str = "\
`cargo build` in the dev profile with an empty target directory, downloads aside, once and for construct-lib the median
of three; user and system time of cargo and of all that it starts. Crates are those that are compiled (`cargo tree -e
normal,build`), ours included. Edits are made in a copy of the workspace: a literal is changed, then `cargo run -- synth
--no-build` runs to its end, and the new literal is looked for in the template.";

/// A literal that gets a number at its end.
struct Edit {
    what: &'static str,
    file: &'static str,
    /// What stands before the literal's first quote.
    before: &'static str,
    literal: &'static str,
}

const EDITS: [Edit; 2] = [
    Edit {
        what: "a line of the app",
        file: "app/src/user_service.rs",
        before: "description(",
        literal: "The User service",
    },
    Edit {
        what: "a line of the contract",
        file: "handlers/user-contract/src/lib.rs",
        before: "name = ",
        literal: "by-email",
    },
];

pub(super) fn measure(options: &Options) -> Result<Section> {
    let mut section = Section::new("Compiling", HOW);
    let mut library = clean(&root(), "construct-lib")?;
    let mut costs = vec![library.cost];
    for _ in 1..options.times(3, 1) {
        costs.push(clean(&root(), "construct-lib")?.cost);
    }
    library.cost = median_cost(&costs);
    let peer = match options.quick {
        true => None,
        false => Some(clean(&root().join("bench/stratosphere"), "stratosphere-bench")?),
    };
    let theirs = |text: Option<String>| match text {
        Some(text) => format!("stratosphere {text} (this run)"),
        None => String::new(),
    };
    section.add(
        Figure::new("construct-lib alone, clean", cpu(library.cost.cpu))
            .reach("≤ 20 CPU-s", library.cost.cpu <= Duration::from_secs(20))
            .elsewhere(theirs(peer.as_ref().map(|p| cpu(p.cost.cpu)))),
    );
    section.add(
        Figure::new("construct-lib alone, crates", library.crates.len().to_string())
            .reach("≤ 30", library.crates.len() <= 30)
            .elsewhere(theirs(peer.as_ref().map(|p| p.crates.len().to_string()))),
    );
    let copy = Copy::make()?;
    let app = clean_in(copy.root(), "app", &copy.target())?;
    section.add(
        Figure::new("the default app, clean", cpu(app.cost.cpu))
            .reach("≤ 70 CPU-s", app.cost.cpu <= Duration::from_secs(70))
            .elsewhere(peers::RUSTY_CDK_BUILD),
    );
    section.add(Figure::new("the same, time on the clock", time(app.cost.wall)));
    section.add(
        Figure::new("the default app, crates", app.crates.len().to_string())
            .reach("≤ 95", app.crates.len() <= 95)
            .elsewhere(peers::RUSTY_CDK_CRATES),
    );
    let sdk: Vec<&str> =
        app.crates.iter().map(String::as_str).filter(|c| is_of_the_sdk(c)).collect();
    let told = if sdk.is_empty() { "none".into() } else { sdk.join(", ") };
    section.add(Figure::new("crates of the AWS SDK in it", told).reach("none", sdk.is_empty()));
    for (package, name) in
        [("construct-contract", "the contract crate"), ("user-contract", "the sample's contract")]
    {
        let part = clean(&root(), package)?;
        let count = part.crates.len();
        let told = format!("{}, {count} crates", cpu(part.cost.cpu));
        section.add(Figure::new(format!("{name} alone, clean"), told));
    }
    edits(&copy, options, &mut section)?;
    Ok(section)
}

/// What a build from nothing costs.
struct Clean {
    cost: Cost,
    crates: Vec<String>,
}

fn clean(folder: &Path, package: &str) -> Result<Clean> {
    clean_in(folder, package, &directory().join("clean"))
}

fn clean_in(folder: &Path, package: &str, target: &PathBuf) -> Result<Clean> {
    let mut fetch = cargo::command(folder, target);
    cargo::output(fetch.args(["fetch", "--locked", "--quiet"]))?;
    if target.exists() {
        fs::remove_dir_all(target).context(target.display())?;
    }
    let cost = cargo::build(folder, package, Profile::Dev, target)?;
    Ok(Clean { cost, crates: cargo::crates(folder, package)? })
}

fn is_of_the_sdk(name: &str) -> bool {
    name.starts_with("aws-") || name.starts_with("aws_")
}

fn edits(copy: &Copy, options: &Options, section: &mut Section) -> Result<()> {
    copy.synth()?;
    let original = cargo::binary("app", Profile::Dev)?;
    let here = directory().join("build-out");
    // The copy's handler was never built; to the original it looks the same.
    let mut synth = synth(&original, &here);
    synth.env("CARGO_TARGET_DIR", copy.target());
    measure::run(synth)?;
    let differing = differences(&here, &copy.assembly())?;
    let told = if differing.is_empty() { "identical".into() } else { differing.join(", ") };
    for edit in EDITS {
        let cost = edit.cost(copy, options.times(5, 2))?;
        let limit = Duration::from_secs(2);
        section.add(
            Figure::new(
                format!("{} edited → synth done", edit.what),
                format!("{}, {}", time(cost.wall), cpu(cost.cpu)),
            )
            .reach("≤ 2 s", cost.wall <= limit && cost.cpu <= limit)
            .elsewhere(peers::RUSTY_CDK_EDIT),
        );
    }
    section.add(
        Figure::new("a copy of the workspace in another directory", told)
            .reach("byte-identical", differing.is_empty()),
    );
    Ok(())
}

impl Edit {
    /// The median of several edits, each followed by synthesis.
    fn cost(&self, copy: &Copy, times: usize) -> Result<Cost> {
        let Self { file, before, .. } = self;
        let mut costs = Vec::new();
        let mut old = self.literal.to_owned();
        for number in 0..times {
            let new = format!("{}-{number}", self.literal);
            report(&format!("editing {file}: `{new}`"));
            copy.edit(file, &format!("{before}\"{old}\""), &format!("{before}\"{new}\""))?;
            costs.push(copy.synth()?);
            if !copy.wrote(&new)? {
                return Err(Error::new(format!("`{new}` is in {file} and not in the template")));
            }
            old = new;
        }
        Ok(median_cost(&costs))
    }
}
