//! Condition keys as typed constants, in construct-lib: it has the types.

use super::{HEAD, SERVICES, krate, tables};
use crate::{
    codegen::name,
    error::{Context, Error, Result},
    root,
};
use std::{collections::BTreeSet, fs, path::PathBuf};

/// The folder of the constants.
pub(crate) fn folder() -> PathBuf {
    root().join("construct-lib").join("src").join("iam").join("keys")
}

/// Each generated file and what it must hold.
pub(super) fn outputs() -> Result<Vec<(PathBuf, String)>> {
    let mut modules = format!(
        "{HEAD}//! Condition keys as constants with the type of their values: the global ones in [`aws`], and\n\
         //! those of services by the prefix of their actions.\n\n"
    );
    let mut outputs = Vec::new();
    let global = krate().join("src").join("global.txt");
    let services = SERVICES.iter().map(|prefix| (*prefix, tables().join(format!("{prefix}.txt"))));
    for (prefix, path) in std::iter::once(("aws", global)).chain(services) {
        let table = fs::read_to_string(&path).context(path.display())?;
        let Some(text) = service(prefix, &table)? else {
            continue;
        };
        let module = prefix.replace('-', "_");
        modules.push_str(&format!("pub mod {module};\n"));
        outputs.push((folder().join(format!("{module}.rs")), text));
    }
    outputs.push((folder().join("mod.rs"), modules));
    Ok(outputs)
}

/// One constant a key, and a function where a name is to be filled in; nothing for a service
/// without keys of its own.
fn service(prefix: &str, table: &str) -> Result<Option<String>> {
    let mut items = String::new();
    let (mut known, mut types) = (BTreeSet::new(), BTreeSet::from(["ConditionKey"]));
    for line in table.lines().filter_map(|line| line.strip_prefix('#')) {
        let (key, kind) = line.split_once(' ').context(line)?;
        let Some(rest) = key.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(':')) else {
            continue;
        };
        let single = match kind.trim_end_matches('*') {
            "a" => "ArnKey",
            "b" => "BoolKey",
            "d" => "DateKey",
            "i" => "IpAddressKey",
            "n" => "NumericKey",
            _ => "StringKey",
        };
        types.insert(single);
        let of = if kind.ends_with('*') {
            types.insert("ListOf");
            format!("ListOf<{single}>")
        } else {
            single.to_owned()
        };
        let item = match rest.split_once("${").and_then(|(before, after)| {
            after.split_once('}').map(|(filled, after)| (before, filled, after))
        }) {
            None => {
                let constant = name::words(rest).join("_").to_ascii_uppercase();
                format!(
                    "/// `{key}`.\npub const {constant}: ConditionKey<{of}> = ConditionKey::new(\"{key}\");\n"
                )
            }
            Some((before, filled, after)) => {
                let function = name::free(&format!("{before} {after}"));
                let argument = name::free(filled);
                format!(
                    "/// `{key}`.\n#[must_use]\npub fn {function}({argument}: &str) -> ConditionKey<{of}> {{\n    \
                     ConditionKey::named(format!(\"{prefix}:{before}{{{argument}}}{after}\"))\n}}\n"
                )
            }
        };
        let declared = item.lines().find(|line| line.starts_with("pub ")).unwrap_or_default();
        let declared = declared.split(['(', ':']).next().unwrap_or_default().to_owned();
        if !known.insert(declared.clone()) {
            return Err(Error::new(format!("{prefix}: two keys are called `{declared}`")));
        }
        items.push_str(&item);
    }
    if items.is_empty() {
        return Ok(None);
    }
    let types: Vec<&str> = types.into_iter().collect();
    Ok(Some(format!(
        "{HEAD}//! Condition keys of `{prefix}`.\n\nuse crate::iam::{{{}}};\n\n{items}",
        types.join(", ")
    )))
}

#[cfg(test)]
mod tests {
    use super::service;

    #[test]
    fn a_key_is_a_constant_and_one_with_a_name_in_it_a_function() {
        let table =
            "#aws:TagKeys s*\n#x:LeadingKeys s*\n#x:SourceIp i\n#x:Tag/${TagKey} s\nGet r\n";
        let text = service("x", table).unwrap().unwrap();
        let wanted = "use crate::iam::{ConditionKey, IpAddressKey, ListOf, StringKey};\n\n\
             /// `x:LeadingKeys`.\n\
             pub const LEADING_KEYS: ConditionKey<ListOf<StringKey>> = ConditionKey::new(\"x:LeadingKeys\");\n\
             /// `x:SourceIp`.\n\
             pub const SOURCE_IP: ConditionKey<IpAddressKey> = ConditionKey::new(\"x:SourceIp\");\n\
             /// `x:Tag/${TagKey}`.\n#[must_use]\n\
             pub fn tag(tag_key: &str) -> ConditionKey<StringKey> {\n    \
             ConditionKey::named(format!(\"x:Tag/{tag_key}\"))\n}\n";
        assert!(text.ends_with(wanted), "{text}");
        assert_eq!(service("x", "#aws:TagKeys s*\n").unwrap(), None);
        assert!(service("x", "#x:A-b s\n#x:A/b s\n").is_err());
    }
}
