//! Figures and paths for people, and the document for tools.

use std::path::{Component, Path, PathBuf};

use construct_lib::{Asset, Quota};

use crate::assembly::{Json, StackEntry};

/// `1 resource`, `2 resources`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number as u64))
}

/// `512 bytes`, `21,034 bytes`, `2.7 MB`.
pub(crate) fn bytes(size: u64) -> String {
    if size < 1_000_000 {
        return format!("{} bytes", grouped(size));
    }
    let tenths = (size + 50_000) / 100_000;
    format!("{}.{} MB", grouped(tenths / 10), tenths % 10)
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The path as a person would type it in `directory`.
pub(crate) fn shown_path(path: &Path, directory: &Path) -> String {
    let relative = path.strip_prefix(directory).unwrap_or(path);
    let is_here = |part: &Component<'_>| *part == Component::CurDir;
    let clean: PathBuf = relative.components().filter(|c| !is_here(c)).collect();
    if clean.as_os_str().is_empty() {
        return ".".to_owned();
    }
    clean.display().to_string()
}

/// A line with the quotas of CloudFormation that a template has nearly used up;
/// nothing when there is none.
pub(crate) fn near_quotas(quotas: &[Quota]) -> String {
    let near = quotas.iter().filter(|quota| quota.is_near());
    let near: Vec<String> = near
        .map(|quota| {
            let element = quota.element().map(|e| format!(" in `{e}`")).unwrap_or_default();
            let (used, limit) = (grouped(quota.used() as u64), grouped(quota.limit() as u64));
            format!("{used} of {limit} {}{element}", quota.name())
        })
        .collect();
    if near.is_empty() {
        return String::new();
    }
    format!("Nearly all that CloudFormation takes: {}\n", near.join(", "))
}

/// The stacks, for a tool. An asset without a size is not there.
pub(crate) fn stacks(stacks: &[StackEntry], size: &dyn Fn(&Asset) -> Option<u64>) -> Json {
    let stacks = stacks.iter().map(|stack| {
        let assets = stack.assets.iter().map(|asset| {
            let asset = asset.asset();
            let mut entries = vec![
                ("name", Json::text(asset.display_name())),
                ("path", Json::Text(asset.path())),
            ];
            entries.extend(size(asset).map(|bytes| ("bytes", Json::Number(bytes))));
            Json::object(entries)
        });
        let capabilities = stack.capabilities.iter().map(|c| Json::text(c.to_string()));
        let quotas = stack.quotas.iter().map(|quota| {
            Json::object([
                ("name", Json::text(quota.name())),
                ("used", Json::Number(quota.used() as u64)),
                ("limit", Json::Number(quota.limit() as u64)),
            ])
        });
        let nested = stack.nested.iter().map(|nested| {
            Json::object([
                ("path", Json::text(&nested.path)),
                ("template", Json::Text(stack.in_assembly(&nested.file))),
                ("resources", Json::Number(nested.resource_count as u64)),
                ("bytes", Json::Number(nested.bytes as u64)),
            ])
        });
        let dependencies = stack.dependencies.iter().map(Json::text);
        Json::object([
            ("id", Json::text(&stack.id)),
            ("name", Json::text(&stack.stack_name)),
            ("path", Json::text(&stack.path)),
            ("template", Json::Text(stack.in_assembly(&stack.template_file()))),
            ("resources", Json::Number(stack.resource_count as u64)),
            ("bytes", Json::Number(stack.template_bytes as u64)),
            ("capabilities", Json::List(capabilities.collect())),
            ("assets", Json::List(assets.collect())),
            ("nested", Json::List(nested.collect())),
            ("dependencies", Json::List(dependencies.collect())),
            ("quotas", Json::List(quotas.collect())),
        ])
    });
    Json::List(stacks.collect())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{bytes, count, shown_path};

    #[test]
    fn figures_are_grouped() {
        assert_eq!(count(1, "resource"), "1 resource");
        assert_eq!(count(40_000, "resource"), "40,000 resources");
        assert_eq!(bytes(999), "999 bytes");
        assert_eq!(bytes(51_200), "51,200 bytes");
        assert_eq!(bytes(2_680_000), "2.7 MB");
        assert_eq!(bytes(262_144_000), "262.1 MB");
    }

    #[test]
    fn a_path_is_shown_from_the_current_directory() {
        let here = Path::new("/home/me/app");
        let shown = |path: &str| shown_path(Path::new(path), here);
        assert_eq!(shown("/home/me/app/cdk.out"), "cdk.out");
        assert_eq!(shown("/tmp/out"), "/tmp/out");
        assert_eq!(shown("./cdk.out/"), "cdk.out");
        assert_eq!(shown("../out"), "../out");
    }
}
