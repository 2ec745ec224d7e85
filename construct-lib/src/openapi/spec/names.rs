//! Names of models: API Gateway takes letters and digits alone in a REST API.

use construct_core::{Expr, Key};

use super::tree::{entries, get_mut};

/// Where the schemas of a document stand, and what stands before a name in `$ref`.
const PLACES: [(&[&str], &str); 2] =
    [(&["components", "schemas"], "#/components/schemas/"), (&["definitions"], "#/definitions/")];

/// Renames models whose names have other signs, and follows their references.
pub(super) fn of_models(body: &mut Expr) {
    for (way, address) in PLACES {
        let Some(all) = way.iter().try_fold(&mut *body, |at, key| get_mut(at, key)) else {
            continue;
        };
        let mut taken: Vec<String> =
            entries(all).iter().map(|(name, _)| name.to_string()).collect();
        let mut renamed: Vec<(String, String)> = Vec::new();
        let Expr::Map(models) = all else {
            continue;
        };
        for (name, _) in models {
            if name.chars().all(|c| c.is_ascii_alphanumeric()) {
                continue;
            }
            let new = free(&plain(name), &taken);
            taken.push(new.clone());
            renamed.push((
                format!("{address}{}", name.replace('~', "~0").replace('/', "~1")),
                format!("{address}{new}"),
            ));
            *name = Key::Owned(new);
        }
        if !renamed.is_empty() {
            follow(body, &renamed);
        }
    }
}

/// Letters and digits alone, each word with a capital.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for word in name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        plain.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        plain.push_str(letters.as_str());
    }
    if plain.is_empty() { "Model".to_owned() } else { plain }
}

fn free(name: &str, taken: &[String]) -> String {
    let mut number = 2;
    let mut free = name.to_owned();
    while taken.contains(&free) {
        free = format!("{name}{number}");
        number += 1;
    }
    free
}

fn follow(value: &mut Expr, renamed: &[(String, String)]) {
    match value {
        Expr::Map(entries) => {
            for (key, inner) in entries {
                match inner {
                    Expr::Str(address) if key == "$ref" => {
                        if let Some(new) = moved(address, renamed) {
                            *address = Key::Owned(new);
                        }
                    }
                    inner => {
                        if key == "discriminator" {
                            follow_mapping(inner, renamed);
                        }
                        follow(inner, renamed);
                    }
                }
            }
        }
        Expr::List(items) => items.iter_mut().for_each(|item| follow(item, renamed)),
        _ => {}
    }
}

/// A discriminator names models by their addresses, or by their names alone.
fn follow_mapping(discriminator: &mut Expr, renamed: &[(String, String)]) {
    let Some(Expr::Map(mapping)) = get_mut(discriminator, "mapping") else {
        return;
    };
    for (_, model) in mapping {
        let Expr::Str(model) = model else {
            continue;
        };
        let by_name = || {
            let (_, new) = renamed.iter().find(|(old, _)| name_in(old) == &**model)?;
            Some(name_in(new).to_owned())
        };
        if let Some(new) = moved(model, renamed).or_else(by_name) {
            *model = Key::Owned(new);
        }
    }
}

/// Where a model, or a part of it, is found now.
fn moved(address: &str, renamed: &[(String, String)]) -> Option<String> {
    renamed.iter().find_map(|(old, new)| {
        let rest = address.strip_prefix(old.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
    })
}

/// The name at the end of an address.
fn name_in(address: &str) -> &str {
    address.rsplit_once('/').map_or(address, |(_, name)| name)
}
