//! The sample's whole process: `synth --no-build`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::cargo::{self, Profile, binary};
use super::figure::{Figure, Section, cpu, megabytes, time};
use super::measure::{self, repeat};
use super::{Options, directory, peers};
use crate::error::{Context as _, Error, Result};
use crate::{report, root};

const HOW: &str = "\
The sample app from start to end, `app synth --no-build` after its handler was built, every run in a new process and each
figure the median.";

pub(super) fn measure(options: &Options) -> Result<Section> {
    let release = binary("app", Profile::Release)?;
    let dev = binary("app", Profile::Dev)?;
    build_handler(&release)?;
    let times = options.times(41, 20);
    report(&format!("synthesizing the sample, {times} times"));
    let out = folder("out");
    let [release_cost, dev_cost] =
        [repeat(times, &|| synth(&release, &out))?, repeat(times, &|| synth(&dev, &out))?];
    let mut section = Section::new("The sample, whole process", format!("{HOW} n = {times}."));
    section.add(
        Figure::new("time on the clock", time(release_cost.wall))
            .dev(time(dev_cost.wall))
            .reach("< 10 ms", release_cost.wall < Duration::from_millis(10))
            .elsewhere(peers::CDK_SAMPLE_TIME),
    );
    section.add(Figure::new("user + system", cpu(release_cost.cpu)).dev(cpu(dev_cost.cpu)));
    section.add(
        Figure::new("peak memory", megabytes(release_cost.peak))
            .dev(megabytes(dev_cost.peak))
            .reach("< 15 MB", release_cost.peak < 15_000_000)
            .elsewhere(peers::CDK_SAMPLE_MEMORY),
    );
    let differing = differing(&release, &dev)?;
    let told = if differing.is_empty() { "identical".into() } else { differing.join(", ") };
    section.add(
        Figure::new("two runs: profiles, directories, umasks, surroundings", told)
            .reach("byte-identical", differing.is_empty())
            .elsewhere(peers::RUSTY_CDK_BYTES),
    );
    Ok(section)
}

/// Synthesis of an app, in this workspace.
pub(super) fn synth(app: &Path, out: &Path) -> Command {
    let mut command = Command::new(app);
    command.current_dir(root()).env("CARGO_TARGET_DIR", cargo::target());
    command.args(["synth", "--no-build", "--output"]).arg(out);
    command
}

/// Synthesis with all handlers, as users start it; gives where it wrote.
pub(super) fn build_handler(app: &Path) -> Result<PathBuf> {
    report("building the handler with the app");
    let out = folder("built");
    let mut command = Command::new(app);
    command.current_dir(root()).env("CARGO_TARGET_DIR", cargo::target());
    command.args(["synth", "--output"]).arg(&out);
    measure::run(command)?;
    Ok(out)
}

fn folder(name: &str) -> PathBuf {
    directory().join("sample").join(name)
}

/// The files that are not the same whatever surrounds the program.
fn differing(release: &Path, dev: &Path) -> Result<Vec<String>> {
    let [first, second] = [folder("first"), folder("second").join("deeper/cdk.out")];
    measure::run(synth(release, &first))?;
    fs::create_dir_all(second.with_file_name("")).context(second.display())?;
    // Another profile, place, directory, umask, language and time zone.
    let mut shell = Command::new("sh");
    shell.args(["-c", "umask 077; exec \"$@\"", "sh"]).arg(dev);
    shell.args(["synth", "--no-build", "--output"]).arg(&second);
    shell.env("CARGO_TARGET_DIR", cargo::target());
    shell.current_dir(root().join("app")).env("LANG", "ko_KR.UTF-8").env("TZ", "Asia/Seoul");
    measure::run(shell)?;
    differences(&first, &second)
}

/// The files that two directories do not share, by name.
pub(super) fn differences(first: &Path, second: &Path) -> Result<Vec<String>> {
    let [first, mut second] = [contents(first)?, contents(second)?];
    let mut names = Vec::new();
    for (name, bytes) in first {
        if second.remove(&name) != Some(bytes) {
            names.push(name.display().to_string());
        }
    }
    names.extend(second.into_keys().map(|name| name.display().to_string()));
    Ok(names)
}

fn contents(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut all = BTreeMap::new();
    for path in crate::test::files(folder)? {
        let name = path.strip_prefix(folder).map_err(|e| Error::new(e.to_string()))?;
        all.insert(name.to_path_buf(), fs::read(&path).context(path.display())?);
    }
    if all.is_empty() {
        return Err(Error::new(format!("{} is empty", folder.display())));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_differ_or_are_missing_are_named() {
        let folder = root().join("target/tmp/bench-differences");
        let [first, second] = [folder.join("first"), folder.join("second")];
        for (path, text) in [
            (first.join("same"), "1"),
            (second.join("same"), "1"),
            (first.join("other"), "1"),
            (second.join("other"), "2"),
            (first.join("in/gone"), ""),
            (second.join("new"), ""),
        ] {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        assert_eq!(differences(&first, &second).unwrap(), ["in/gone", "other", "new"]);
        assert_eq!(differences(&first, &first).unwrap(), [""; 0]);
    }
}
