//! Functions.

use super::runtimes;
use super::view::{Findings, Item, View, always, deep, entries, number, text};
use crate::error::codes;

/// The most that all environment variables may take.
const VARIABLES: usize = 4096;

pub(super) fn function(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    code(item, findings);
    runtime(item, findings);
    variables(item, findings);
    let size = deep(item.get("EphemeralStorage"), &["Size"]).and_then(number);
    if let Some(size) = size.filter(|size| !(512..=10_240).contains(size)) {
        findings.error(
            codes::FUNCTION_LIMIT,
            "EphemeralStorage.Size",
            format_args!("the disk of a function has 512 to 10240 MB, not {size}"),
            "choose a size in that range",
        );
    }
}

fn code(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let code = item.get("Code");
    let is_given = |name: &str| always(deep(code, &[name]));
    let kinds = [("ZipFile", "inline"), ("ImageUri", "as an image"), ("S3Key", "in a bucket")];
    let given: Vec<&str> =
        kinds.iter().filter(|(name, _)| is_given(name)).map(|(_, words)| *words).collect();
    if let [first, second, ..] = given[..] {
        findings.error(
            codes::FUNCTION_CODE,
            "Code",
            format_args!("the code is given {first} and {second}"),
            "give it in one way",
        );
    }
    let kind = item.get("PackageType");
    let is_zip = match kind {
        Some(kind) => text(kind).is_some_and(|kind| kind == "Zip"),
        None => is_given("ZipFile") || is_given("S3Key"),
    };
    if is_zip {
        for name in ["Handler", "Runtime"] {
            if item.get(name).is_none() {
                findings.error(
                    codes::FUNCTION_CODE,
                    name,
                    "a function whose code is a zip file needs it",
                    format!("set `{name}`"),
                );
            }
        }
    }
}

fn runtime(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(runtime) = item.get("Runtime").and_then(text) else {
        return;
    };
    let ended = runtimes::ENDED.binary_search_by(|(name, ..)| (*name).cmp(&runtime));
    if let Some((_, day, successor)) = ended.ok().and_then(|at| runtimes::ENDED.get(at)) {
        findings.warning(
            codes::RUNTIME_DEPRECATED,
            "Runtime",
            format_args!("AWS ended the support of `{runtime}` on {day}"),
            format!("move to `{successor}`: new functions are refused some time after that day, then changes"),
        );
    }
    let start = deep(item.get("SnapStart"), &["ApplyOn"]).and_then(text);
    if start.is_some_and(|when| when == "PublishedVersions")
        && runtimes::has_no_snap_start(&runtime)
    {
        findings.error(
            codes::FUNCTION_CODE,
            "SnapStart",
            format_args!("there is no SnapStart for `{runtime}`"),
            "leave it out; it is for Java, newer Python and newer .NET",
        );
    }
}

fn variables(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let variables = deep(item.get("Environment"), &["Variables"]).and_then(entries);
    let size: usize = variables
        .into_iter()
        .flatten()
        .map(|(name, value)| name.len() + text(value).map_or(0, |text| text.len()))
        .sum();
    if size > VARIABLES {
        findings.error(
            codes::FUNCTION_LIMIT,
            "Environment.Variables",
            format_args!("all variables together have at most {VARIABLES} bytes, these {size}"),
            "keep large values in a parameter, a secret or a file",
        );
    }
}
