//! The floor under all synthesis: `serde_json` writing values that are there.
//!
//! - `yardstick disk FILE COUNT DIR` parses FILE once and writes it COUNT times
//!   to DIR, as pretty as it was;
//! - `yardstick memory FILE COUNT` writes it into memory instead;
//! - `yardstick count FILE` prints how many resources the template has;
//! - `yardstick same FILE FILE` fails unless both have the same resources.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use serde::Serialize as _;
use serde_json::Value;
use serde_json::ser::{PrettyFormatter, Serializer};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["disk", file, count, directory] => {
            fs::create_dir_all(directory)?;
            let directory = Path::new(directory);
            repeat(file, count, |i, bytes| fs::write(directory.join(format!("{i}.json")), bytes))
        }
        ["memory", file, count] => repeat(file, count, |_, bytes| {
            black_box(bytes);
            Ok(())
        }),
        ["count", file] => {
            println!("{}", resources(file)?.as_object().map_or(0, |r| r.len()));
            Ok(())
        }
        ["same", first, second] => same(&resources(first)?, &resources(second)?),
        _ => Err("usage: yardstick disk|memory|count|same ...".into()),
    }
}

fn repeat(
    file: &str,
    count: &str,
    mut sink: impl FnMut(usize, &[u8]) -> std::io::Result<()>,
) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let body = text.trim_end_matches('\n');
    let value: Value = serde_json::from_str(body)?;
    // The second line is indented once.
    let second = body.lines().nth(1).unwrap_or_default();
    let indent = &second[..second.len() - second.trim_start().len()];
    let write = || {
        let mut bytes = Vec::with_capacity(128);
        let formatter = PrettyFormatter::with_indent(indent.as_bytes());
        let mut serializer = Serializer::with_formatter(&mut bytes, formatter);
        value.serialize(&mut serializer).map(|()| bytes)
    };
    if write()? != body.as_bytes() {
        return Err(format!("serde_json does not write the bytes of {file}").into());
    }
    for i in 0..count.parse()? {
        sink(i, &write()?)?;
    }
    Ok(())
}

fn resources(file: &str) -> Result<Value, Box<dyn Error>> {
    let mut template: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    Ok(template["Resources"].take())
}

/// Names the first resource that differs.
fn same(first: &Value, second: &Value) -> Result<(), Box<dyn Error>> {
    let (Some(all), Some(others)) = (first.as_object(), second.as_object()) else {
        return Err("a template has no resources".into());
    };
    if all.len() != others.len() {
        return Err(format!("{} and {} resources", all.len(), others.len()).into());
    }
    for (id, resource) in all {
        if others.get(id) != Some(resource) {
            let other = others.get(id).unwrap_or(&Value::Null);
            return Err(format!("`{id}` differs:\n{resource:#}\n{other:#}").into());
        }
    }
    Ok(())
}
