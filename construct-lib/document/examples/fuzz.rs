//! Mutates texts for some seconds and checks what must hold of any text:
//! `cargo xtask fuzz --seconds 60 [--seed N] [--corpus FOLDER]`.
//!
//! A text that fails is written to `target/fuzz`, and named with its seed and
//! number. Exit code 1 when one failed.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs, panic};

#[path = "../fuzz/mod.rs"]
mod fuzz;

use fuzz::{Fuzzer, Outcome};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let (mut seconds, mut seed, mut corpus) = (60, 1, Vec::new());
    let mut arguments = env::args().skip(1);
    while let (Some(name), value) = (arguments.next(), arguments.next().unwrap_or_default()) {
        match name.as_str() {
            "--seconds" => seconds = value.parse()?,
            "--seed" => seed = value.parse()?,
            "--corpus" => read(Path::new(&value), &mut corpus)?,
            _ => return Err(format!("unknown argument `{name}`").into()),
        }
    }
    let fuzzer = Fuzzer::new(seed, corpus);
    let (begin, mut outcome, mut failed) = (Instant::now(), Outcome::default(), 0);
    let mut number = 0;
    while begin.elapsed() < Duration::from_secs(seconds) && failed < 20 {
        let text = fuzzer.text(number);
        let checked = panic::catch_unwind(panic::AssertUnwindSafe(|| outcome.check(&text)));
        if checked.is_err() {
            failed += 1;
            let path = format!("target/fuzz/{seed}-{number}.txt");
            fs::create_dir_all("target/fuzz")?;
            fs::write(&path, &text)?;
            say(&format!("FAILED: seed {seed}, number {number}: {path}"));
        }
        number += 1;
    }
    say(&format!(
        "{number} texts in {seconds} s: {} read, {} refused, {failed} failed; the slowest took {:?}",
        outcome.read, outcome.refused, outcome.slowest
    ));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[expect(clippy::print_stdout, reason = "the result of a program")]
fn say(line: &str) {
    println!("{line}");
}

/// Every file below a folder that is not large.
fn read(folder: &Path, corpus: &mut Vec<Vec<u8>>) -> Result<(), Box<dyn Error>> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(|entry| entry.path());
    for entry in entries {
        let path = entry.path();
        let is_template = path.extension().is_some_and(|e| {
            e.to_str().is_some_and(|e| ["yaml", "yml", "json", "template"].contains(&e))
        });
        if path.is_dir() {
            read(&path, corpus)?;
        } else if is_template && entry.metadata()?.len() < 20_000 {
            corpus.push(fs::read(&path)?);
        }
    }
    Ok(())
}
