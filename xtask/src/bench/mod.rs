//! `cargo xtask bench`: measures, and writes BENCHMARKS.md.
//!
//! Every figure is compared with a limit, or with a peer measured in the same
//! run. Nothing here is a test: a busy machine must not fail anybody's change.

mod build;
mod cargo;
mod copy;
mod figure;
mod handler;
mod l1;
mod machine;
mod measure;
mod peers;
mod report;
mod sample;
mod stub;
mod synth;

use std::fs;
use std::path::PathBuf;

use crate::error::{Context as _, Error, Result};
use crate::{report, root};
use figure::Section;

const USAGE: &str =
    "usage: cargo xtask bench [all|synth|sample|build|l1|handler]... [--quick] [--check]";

/// The name of a part, and what measures it.
type Part = (&'static str, fn(&Options) -> Result<Section>);

/// What can be measured, in the order of the report.
const PARTS: &[Part] = &[
    ("synth", synth::measure),
    ("sample", sample::measure),
    ("build", build::measure),
    ("l1", l1::measure),
    ("handler", handler::measure),
];

/// How to measure.
struct Options {
    /// Few repetitions, to see that everything works.
    quick: bool,
}

impl Options {
    /// How often to repeat.
    fn times(&self, usual: usize, quick: usize) -> usize {
        if self.quick { quick } else { usual }
    }
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut options = Options { quick: false };
    let mut check = false;
    let mut wanted = Vec::new();
    for argument in arguments {
        match argument.as_str() {
            "--quick" => options.quick = true,
            "--check" => check = true,
            "all" => wanted.extend(PARTS.iter().map(|(name, _)| *name)),
            name => match PARTS.iter().find(|(part, _)| *part == name) {
                Some((part, _)) => wanted.push(part),
                None => return Err(Error::new(format!("`{name}` is no part\n{USAGE}"))),
            },
        }
    }
    if wanted.is_empty() {
        wanted.extend(PARTS.iter().map(|(name, _)| *name));
    }
    fs::create_dir_all(directory()).context("the directory of benchmarks")?;
    // What repetitions of a few tell is nothing to commit.
    let file = match options.quick {
        true => directory().join("BENCHMARKS.md"),
        false => root().join("BENCHMARKS.md"),
    };
    let mut missed = Vec::new();
    for (name, part) in PARTS.iter().filter(|(name, _)| wanted.contains(name)) {
        report(&format!("\n=== bench {name} ==="));
        let section = part(&options)?;
        missed.extend(section.missed());
        let text = section.render(&machine::describe(&options)?);
        report(&text);
        report::write(&file, name, &text)?;
    }
    report(&format!("written to {}", file.display()));
    if missed.is_empty() {
        return Ok(());
    }
    let missed = format!("out of reach:\n  {}", missed.join("\n  "));
    if check {
        return Err(Error::new(missed));
    }
    report(&missed);
    Ok(())
}

/// Where everything that is measured is built and written.
fn directory() -> PathBuf {
    root().join("target/bench")
}
