//! Synthesis of 1, 10 and 100 stacks, beside stratosphere and bare `serde_json`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::cargo::{Profile, binary, foreign, output};
use super::figure::{Figure, Section, cpu, megabytes, ratio, table, time};
use super::measure::{self, Cost, median_cost};
use super::{Options, directory, peers};
use crate::error::{Context as _, Error, Result};
use crate::report;

const HOW: &str = "\
Stacks of 400 resources, 100 units of a table, a role, its policy and a function each; built, checked and written to disk
by the command that users run (`synth --no-build`), every measurement in a new process and each figure the median. As L2
a unit is `Table::new`, `Function::new` with the role and policy that it makes, and `grant_read_write_data`; the
functions of a stack share one log group, which is the stack's 401st resource. As L1 every resource is written out, and
stratosphere writes the same ones with the same properties and the same indentation, which is checked before anything is
measured. *serde_json alone* parses one of the templates once and writes its bytes as often as there are stacks. Peaks of
less than about 5 MB are the floor of the measurement, not of the program.";

const SIZES: [usize; 3] = [1, 10, 100];

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    L2,
    L1,
    /// The same, without a look at AWS's schemas.
    L2Unchecked,
    L1Unchecked,
    L2Dev,
    L1Dev,
    Stratosphere,
    /// `serde_json` writing the files of the L2 or the L1 stacks.
    L2Files,
    L1Files,
    /// `serde_json` writing the L2 stacks into memory.
    L2Bytes,
}

const SUBJECTS: [(Subject, &str); 10] = [
    (Subject::L2, "L2"),
    (Subject::L2Unchecked, "L2, not checked against AWS's schemas"),
    (Subject::L2Dev, "L2, dev profile"),
    (Subject::L2Files, "serde_json alone, files of L2"),
    (Subject::L2Bytes, "serde_json alone, L2 into memory"),
    (Subject::L1, "L1"),
    (Subject::L1Unchecked, "L1, not checked against AWS's schemas"),
    (Subject::L1Dev, "L1, dev profile"),
    (Subject::Stratosphere, "stratosphere 0.1.0"),
    (Subject::L1Files, "serde_json alone, files of L1"),
];

type Costs = BTreeMap<(Subject, usize), Cost>;

/// The programs, built.
struct Programs {
    ours: PathBuf,
    ours_dev: PathBuf,
    stratosphere: PathBuf,
    yardstick: PathBuf,
}

pub(super) fn measure(options: &Options) -> Result<Section> {
    let programs = Programs {
        ours: binary("construct-bench", Profile::Release)?,
        ours_dev: binary("construct-bench", Profile::Dev)?,
        stratosphere: foreign("stratosphere", "stratosphere-bench", Profile::Release)?,
        yardstick: foreign("yardstick", "yardstick", Profile::Release)?,
    };
    programs.verify()?;
    let mut costs = Costs::new();
    for size in SIZES {
        report(&format!("synthesizing {size} × 400 resources"));
        programs.compare(size, options, &mut costs)?;
    }
    Ok(section(&costs))
}

impl Programs {
    /// Nothing is measured unless all write what they are said to write.
    fn verify(&self) -> Result<()> {
        for (level, expected) in [("l1", 400), ("l2", 401)] {
            self.start(&self.ours, 1, level, &folder(level))?;
            let mut count = Command::new(&self.yardstick);
            let printed = output(count.arg("count").arg(template(level)))?;
            if printed.trim() != expected.to_string() {
                let found = printed.trim();
                return Err(Error::new(format!(
                    "{level}: {found} resources instead of {expected}"
                )));
            }
        }
        let peer = folder("stratosphere");
        measure::run(self.stratosphere(1, &peer))?;
        let mut same = Command::new(&self.yardstick);
        let theirs = peer.join("Stack0.template.json");
        output(same.arg("same").arg(template("l1")).arg(theirs)).map(drop)
    }

    /// Measures all subjects in turn, so that they share what the machine does meanwhile.
    fn compare(&self, size: usize, options: &Options, costs: &mut Costs) -> Result<()> {
        let times = options.times(15, 3);
        let mut all: BTreeMap<Subject, Vec<Cost>> = BTreeMap::new();
        for round in 0..times {
            for (subject, _) in SUBJECTS {
                let is_dev = matches!(subject, Subject::L1Dev | Subject::L2Dev);
                if is_dev && round >= options.times(3, 1) {
                    continue;
                }
                all.entry(subject).or_default().push(self.cost(subject, size)?);
            }
        }
        costs.extend(all.iter().map(|(subject, costs)| ((*subject, size), median_cost(costs))));
        Ok(())
    }

    fn cost(&self, subject: Subject, size: usize) -> Result<Cost> {
        let out = folder("out");
        if out.exists() {
            fs::remove_dir_all(&out).context(out.display())?;
        }
        match subject {
            Subject::L2 => self.start(&self.ours, size, "l2", &out),
            Subject::L1 => self.start(&self.ours, size, "l1", &out),
            Subject::L2Unchecked => measure::run(self.unchecked(size, "l2", &out)),
            Subject::L1Unchecked => measure::run(self.unchecked(size, "l1", &out)),
            Subject::L2Dev => self.start(&self.ours_dev, size, "l2", &out),
            Subject::L1Dev => self.start(&self.ours_dev, size, "l1", &out),
            Subject::Stratosphere => measure::run(self.stratosphere(size, &out)),
            Subject::L2Files => measure::run(self.yardstick("disk", "l2", size, Some(&out))),
            Subject::L1Files => measure::run(self.yardstick("disk", "l1", size, Some(&out))),
            Subject::L2Bytes => measure::run(self.yardstick("memory", "l2", size, None)),
        }
    }

    fn start(&self, program: &Path, size: usize, level: &str, out: &Path) -> Result<Cost> {
        measure::run(app(program, size, level, out))
    }

    fn unchecked(&self, size: usize, level: &str, out: &Path) -> Command {
        let mut command = app(&self.ours, size, level, out);
        command.args(["-c", "construct-lib:validate=false"]);
        command
    }

    fn stratosphere(&self, size: usize, out: &Path) -> Command {
        let mut command = Command::new(&self.stratosphere);
        command.arg(size.to_string()).arg(out);
        command
    }

    fn yardstick(&self, to: &str, level: &str, size: usize, out: Option<&Path>) -> Command {
        let mut command = Command::new(&self.yardstick);
        command.arg(to).arg(template(level)).arg(size.to_string()).args(out);
        command
    }
}

/// The command that users run.
fn app(program: &Path, size: usize, level: &str, out: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(directory()).args(["synth", "--no-build", "--quiet", "--output"]);
    command.arg(out).arg("-c").arg(format!("stacks={size}"));
    command.arg("-c").arg(format!("level={level}"));
    command
}

fn folder(name: &str) -> PathBuf {
    directory().join("synth").join(name)
}

fn template(level: &str) -> PathBuf {
    folder(level).join("Stack0.template.json")
}

fn section(costs: &Costs) -> Section {
    let of = |subject, size| costs[&(subject, size)];
    let [l2, l2_dev] = [of(Subject::L2, 100), of(Subject::L2Dev, 100)];
    let [l1, l1_dev] = [of(Subject::L1, 100), of(Subject::L1Dev, 100)];
    let peer = of(Subject::Stratosphere, 100);
    let mut section = Section::new("Synthesis", HOW);
    let theirs = format!("stratosphere {}", cpu(peer.cpu));
    section.add(
        Figure::new("40,000 resources as L1, written to disk", cpu(l1.cpu))
            .dev(cpu(l1_dev.cpu))
            .reach("no slower than stratosphere in this run", l1.cpu <= peer.cpu)
            .elsewhere(format!("{theirs} (this run), {}", peers::CDK_L1_CPU)),
    );
    section.add(
        Figure::new("the same, time on the clock", time(l1.wall))
            .dev(time(l1_dev.wall))
            .elsewhere(format!("stratosphere {} (this run)", time(peer.wall))),
    );
    section.add(
        Figure::new("the same, peak memory", megabytes(l1.peak))
            .dev(megabytes(l1_dev.peak))
            .elsewhere(format!("stratosphere {}, one stack at a time", megabytes(peer.peak))),
    );
    section.add(
        Figure::new("40,000 resources as L2, written to disk", cpu(l2.cpu))
            .dev(cpu(l2_dev.cpu))
            .reach("≤ 0.5 CPU-s", l2.cpu <= Duration::from_millis(500))
            .elsewhere(peers::CDK_L2_CPU),
    );
    section.add(Figure::new("the same, time on the clock", time(l2.wall)).dev(time(l2_dev.wall)));
    section.add(
        Figure::new("the same, peak memory", megabytes(l2.peak))
            .dev(megabytes(l2_dev.peak))
            .reach("< 120 MB", l2.peak < 120_000_000)
            .elsewhere(peers::CDK_L2_MEMORY),
    );
    checks(&mut section, &of);
    ratios(&mut section, &of);
    section.add_text(&measurements(costs));
    section
}

/// What the look at AWS's schemas adds, in the same run.
fn checks(section: &mut Section, of: &dyn Fn(Subject, usize) -> Cost) {
    for (subject, unchecked, name) in
        [(Subject::L2, Subject::L2Unchecked, "L2"), (Subject::L1, Subject::L1Unchecked, "L1")]
    {
        let added = of(subject, 100).cpu.saturating_sub(of(unchecked, 100).cpu);
        section.add(
            Figure::new(
                format!("checking 40,000 resources of {name} against AWS's schemas"),
                cpu(added),
            )
            .reach("≤ 0.08 CPU-s", added <= Duration::from_millis(80)),
        );
        let thousand = added / 40;
        section.add(
            Figure::new(format!("checking 1,000 resources of {name}, of these"), time(thousand))
                .reach("≤ 5 ms", thousand <= Duration::from_millis(5)),
        );
    }
}

fn ratios(section: &mut Section, of: &dyn Fn(Subject, usize) -> Cost) {
    let alone = |subject, yardstick| ratio(of(subject, 100).cpu, of(yardstick, 100).cpu);
    let ratio_l2 = alone(Subject::L2, Subject::L2Files);
    section.add(
        Figure::new("L2 to serde_json alone writing the same files", format!("{ratio_l2:.2} ×"))
            .reach("≤ 4 ×", ratio_l2 <= 4.0),
    );
    let text = |value: f64| format!("{value:.1} ×");
    section.add(Figure::new(
        "L2 with its files to serde_json alone writing into memory",
        text(alone(Subject::L2, Subject::L2Bytes)),
    ));
    section.add(Figure::new(
        "L1 to serde_json alone writing the same files",
        text(alone(Subject::L1, Subject::L1Files)),
    ));
    for (subject, dev, name) in
        [(Subject::L2, Subject::L2Dev, "L2"), (Subject::L1, Subject::L1Dev, "L1")]
    {
        let growth = |subject| ratio(of(subject, 100).cpu, of(subject, 10).cpu);
        section.add(
            Figure::new(format!("100 stacks to 10, {name}"), text(growth(subject)))
                .dev(text(growth(dev)))
                .reach("≤ 12 ×", growth(subject) <= 12.0)
                .elsewhere(peers::CDK_GROWTH),
        );
    }
}

/// Every measurement.
fn measurements(costs: &Costs) -> String {
    let mut rows = Vec::new();
    for (subject, name) in SUBJECTS {
        for size in SIZES {
            let cost = costs[&(subject, size)];
            rows.push(vec![
                name.to_owned(),
                size.to_string(),
                cpu(cost.cpu),
                time(cost.wall),
                megabytes(cost.peak),
            ]);
        }
    }
    table(&["what", "stacks", "user + system", "on the clock", "peak memory"], &rows)
}
