//! The machine, the day and the compiler.

use std::fs;
use std::process::Command;
use std::thread;

use super::Options;
use super::cargo::output;
use crate::error::Result;

/// One sentence that names what the figures below it depend on.
pub(super) fn describe(options: &Options) -> Result<String> {
    let day = output(Command::new("date").args(["-u", "+%F"]))?;
    let rustc = output(Command::new("rustc").arg("--version"))?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let cpu = entry("/proc/cpuinfo", "model name", ':').unwrap_or_else(|| "unknown CPU".into());
    let system = entry("/etc/os-release", "PRETTY_NAME", '=').unwrap_or_else(|| "Linux".into());
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    let memory = memory(&entry("/proc/meminfo", "MemTotal", ':').unwrap_or_default());
    let quick = if options.quick { " **A quick run of few repetitions.**" } else { "" };
    Ok(format!(
        "Measured on {}: {cpu}, {cores} cores, {memory}, {system}, kernel {}, {}, load {load} at the end.{quick}",
        day.trim(),
        kernel.trim(),
        rustc.trim(),
    ))
}

/// What stands behind `key` in a file of keys and values.
fn entry(file: &str, key: &str, separator: char) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    value(&text, key, separator)
}

fn value(text: &str, key: &str, separator: char) -> Option<String> {
    let mut entries = text.lines().filter_map(|line| line.split_once(separator));
    let (_, value) = entries.find(|(k, _)| k.trim() == key)?;
    Some(value.trim().trim_matches('"').to_owned())
}

fn memory(kilobytes: &str) -> String {
    let number = kilobytes.split(' ').next().and_then(|n| n.parse::<u64>().ok());
    number.map_or_else(|| "unknown memory".into(), |n| format!("{} GB", n.div_ceil(1024 * 1024)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_keys() {
        let cpuinfo = "processor\t: 0\nmodel name\t: AMD EPYC\n";
        assert_eq!(value(cpuinfo, "model name", ':').as_deref(), Some("AMD EPYC"));
        let release = "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 13\"\n";
        assert_eq!(value(release, "PRETTY_NAME", '=').as_deref(), Some("Debian GNU/Linux 13"));
        assert_eq!(memory("24683520 kB"), "24 GB");
        assert_eq!(memory(""), "unknown memory");
    }
}
