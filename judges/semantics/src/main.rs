//! Looks at all templates of an assembly that was written to a folder.
//!
//! ```text
//! cargo run -p template-semantics -- cdk.out
//! ```
//!
//! Prints what is wrong, one line each, and ends with 1 when anything is.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that people read")]

mod folder;

use std::path::Path;
use std::process::ExitCode;

use template_semantics::inspect_app;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path] = arguments.as_slice() else {
        eprintln!("usage: template-semantics FOLDER, which holds a manifest.json");
        return ExitCode::from(2);
    };
    let app = match folder::read(Path::new(path)) {
        Ok(app) => app,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::from(2);
        }
    };
    let report = inspect_app(&app);
    for finding in &report.findings {
        println!("{finding}");
    }
    let looked: usize = report.evaluations.values().sum();
    let (count, rules) = (report.findings.len(), report.evaluations.len());
    println!("{count} findings, {looked} evaluations of {rules} rules");
    if report.findings.is_empty() && looked > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
