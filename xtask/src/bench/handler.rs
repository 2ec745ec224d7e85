//! The handler: how large it is, and how soon it asks for its first request.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Options;
use super::cargo::{Profile, binary, foreign};
use super::figure::{Figure, Section, megabytes, time};
use super::measure::median;
use super::sample::build_handler;
use super::stub::Stub;
use crate::error::{Context as _, Error, Result};
use crate::report;

const HOW: &str = "\
The user handler beside a binary of `lambda_runtime` and nothing else, both in the profile for handlers, on the host.
A start is from spawning the process to its first request to Lambda's runtime interface, which a server in the
benchmark plays; the handler has by then loaded its configuration and made one call to DynamoDB, which the same server
answers at once, without TLS. Both binaries are started in turn.";

/// The longest that a start may take before the run is given up.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn measure(options: &Options) -> Result<Section> {
    let handler = binary("user-handler", Profile::Lambda)?;
    let bare = foreign("lambda-bare", "lambda-bare", Profile::Lambda)?;
    let zip = zip()?;
    let size = |path: &Path| fs::metadata(path).map(|m| m.len()).context(path.display());
    let times = options.times(51, 25);
    report(&format!("starting both handlers, {times} times"));
    let stub = Stub::start()?;
    let mut starts = [Vec::new(), Vec::new()];
    for _ in 0..times {
        for (program, starts) in [&handler, &bare].into_iter().zip(&mut starts) {
            starts.push(start(program, &stub)?);
        }
    }
    let [ours, theirs] = &starts;
    let told = |starts: &[Start]| {
        let first = starts.iter().map(|s| s.time).min().unwrap_or_default();
        let middle = median(starts.iter().map(|s| s.time));
        format!("{}, at least {}", time(middle), time(first))
    };
    let memory = |starts: &[Start]| megabytes(median(starts.iter().map(|s| s.memory)));
    let peer = |text: String| format!("lambda_runtime alone {text} (this run)");
    let mut section = Section::new("The handler", format!("{HOW} n = {times}, medians."));
    section.add(Figure::new("zip to upload", megabytes(zip)).reach("≤ 3 MB", zip <= 3_000_000));
    section.add(
        Figure::new("binary", megabytes(size(&handler)?)).elsewhere(peer(megabytes(size(&bare)?))),
    );
    section.add(Figure::new("start to first poll", told(ours)).elsewhere(peer(told(theirs))));
    section.add(
        Figure::new("resident memory at the first poll", memory(ours))
            .elsewhere(peer(memory(theirs))),
    );
    Ok(section)
}

/// The size of the zip that the toolkit makes of the handler.
fn zip() -> Result<u64> {
    let out = build_handler(&binary("app", Profile::Release)?)?;
    let files = crate::test::files(&out)?;
    let zip = files.iter().find(|f| f.extension().is_some_and(|e| e == "zip"));
    let zip = zip.context(format!("no zip in {}", out.display()))?;
    Ok(fs::metadata(zip).context(zip.display())?.len())
}

/// One start.
struct Start {
    time: Duration,
    memory: u64,
}

fn start(program: &Path, stub: &Stub) -> Result<Start> {
    let address = stub.address().to_string();
    let mut command = Command::new(program);
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("AWS_LAMBDA_RUNTIME_API", &address);
    command.env("AWS_ENDPOINT_URL", format!("http://{address}"));
    for (name, value) in [
        ("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "bench"),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "bench"),
        ("AWS_SECRET_ACCESS_KEY", "bench"),
        ("USERS", "users"),
    ] {
        command.env(name, value);
    }
    stub.forget();
    let begin = Instant::now();
    let mut child = command.spawn().context(program.display())?;
    let polled = stub.first_poll(PATIENCE);
    let memory = polled.is_some().then(|| resident(&child));
    let killed = child.kill().and_then(|()| child.wait());
    let (Some(polled), Some(memory)) = (polled, memory) else {
        let ended = killed.map_or_else(|e| e.to_string(), |status| status.to_string());
        return Err(Error::new(format!("{} did not start: {ended}", program.display())));
    };
    Ok(Start { time: polled.duration_since(begin), memory: memory? })
}

/// The resident memory of a process, in bytes.
fn resident(child: &Child) -> Result<u64> {
    let path = format!("/proc/{}/status", child.id());
    let status = fs::read_to_string(&path).context(&path)?;
    kilobytes(&status).map(|k| k * 1024).context(format!("no `VmRSS` in {path}"))
}

fn kilobytes(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root;

    #[test]
    fn resident_memory_is_read() {
        assert_eq!(kilobytes("VmPeak:\t 9 kB\nVmRSS:\t   1234 kB\n"), Some(1234));
        assert_eq!(kilobytes("VmPeak:\t 9 kB\n"), None);
    }

    #[test]
    fn the_peer_is_built_in_the_same_profile() {
        let profile = |file: &str| {
            let text = fs::read_to_string(root().join(file)).unwrap();
            let (_, rest) = text.split_once("[profile.lambda]\n").unwrap();
            rest.lines().take_while(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(profile("bench/lambda-bare/Cargo.toml"), profile("Cargo.toml"));
    }
}
