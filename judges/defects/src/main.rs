//! `defects OUT`: writes every base and case as a template, and what construct-lib says of each.
//!
//! `defects --judge FILE...`: one line of JSON for each template: its path, its resources, and the
//! codes found with their texts.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use defects::{Verdict, bases, cases, judge};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match &arguments[..] {
        [flag, files @ ..] if flag == "--judge" => judge_files(files),
        [out] => write_all(Path::new(out)),
        _ => Err("usage: defects OUT | --judge FILE...".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(out: &Path) -> Result<(), String> {
    let mut all = Vec::new();
    for (name, base) in bases()? {
        let text = serde_json::to_string_pretty(&base).map_err(|error| error.to_string())?;
        all.push((format!("base-{name}"), String::new(), text));
    }
    all.extend(cases()?.into_iter().map(|case| (case.name, case.what, case.template)));
    if out.exists() {
        fs::remove_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
    }
    fs::create_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
    let mut found = serde_json::Map::new();
    for (name, what, text) in all {
        let path = out.join(format!("{name}.json"));
        fs::write(&path, &text).map_err(|e| format!("{}: {e}", path.display()))?;
        let verdicts: Vec<Value> = judge(&text).iter().map(to_json).collect();
        found.insert(name, json!({"what": what, "found": verdicts}));
    }
    let path = out.join("construct-lib.json");
    fs::write(&path, Value::Object(found).to_string())
        .map_err(|e| format!("{}: {e}", path.display()))
}

fn judge_files(files: &[String]) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    for file in files {
        let text = fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
        let verdicts: Vec<Value> = judge(&text).iter().map(to_json).collect();
        let line = json!({"file": file, "found": verdicts});
        writeln!(out, "{line}").map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn to_json(verdict: &Verdict) -> Value {
    json!({"code": verdict.code, "error": verdict.is_error, "text": verdict.text})
}
