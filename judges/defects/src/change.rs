//! Puts a defect into a base.

use serde_json::Value;

/// The base with the change of `case`: `remove` and `set` by JSON pointers, then `replace` in the text.
pub(crate) fn apply(base: &Value, case: &Value) -> Result<String, String> {
    let mut template = base.clone();
    for pointer in case["remove"].as_array().into_iter().flatten() {
        let pointer = pointer.as_str().unwrap_or_default();
        remove(&mut template, pointer).ok_or(format!("nothing to remove at `{pointer}`"))?;
    }
    for (pointer, value) in case["set"].as_object().into_iter().flatten() {
        set(&mut template, pointer, value).ok_or(format!("no place for `{pointer}`"))?;
    }
    let mut text = serde_json::to_string_pretty(&template).map_err(|error| error.to_string())?;
    for pair in case["replace"].as_array().into_iter().flatten() {
        let part = |at: usize| pair[at].as_str().unwrap_or_default();
        if !text.contains(part(0)) {
            return Err(format!("no `{}` to replace", part(0)));
        }
        text = text.replacen(part(0), part(1), 1);
    }
    let before = serde_json::to_string_pretty(base).map_err(|error| error.to_string())?;
    if text == before { Err("the change changes nothing".into()) } else { Ok(text) }
}

/// The container of what a pointer names, and the name in it.
fn parent<'v>(value: &'v mut Value, pointer: &str) -> Option<(&'v mut Value, String)> {
    let (path, name) = pointer.rsplit_once('/')?;
    Some((value.pointer_mut(path)?, name.replace("~1", "/").replace("~0", "~")))
}

fn remove(template: &mut Value, pointer: &str) -> Option<()> {
    let (container, name) = parent(template, pointer)?;
    match container {
        Value::Object(map) => map.remove(&name).map(drop),
        Value::Array(items) => {
            let at: usize = name.parse().ok().filter(|at| *at < items.len())?;
            items.remove(at);
            Some(())
        }
        _ => None,
    }
}

fn set(template: &mut Value, pointer: &str, value: &Value) -> Option<()> {
    let (container, name) = parent(template, pointer)?;
    match container {
        Value::Object(map) => drop(map.insert(name, value.clone())),
        Value::Array(items) => match name.parse::<usize>().ok()? {
            at if at == items.len() => items.push(value.clone()),
            at => *items.get_mut(at)? = value.clone(),
        },
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn changed(case: &Value) -> Result<Value, String> {
        let base = json!({"A": {"B": [1, 2]}});
        apply(&base, case).and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string()))
    }

    #[test]
    fn values_are_set_removed_and_replaced() {
        let set = json!({"set": {"/A/B/2": 3, "/A/C": true}});
        assert_eq!(changed(&set), Ok(json!({"A": {"B": [1, 2, 3], "C": true}})));
        assert_eq!(changed(&json!({"remove": ["/A/B/0"]})), Ok(json!({"A": {"B": [2]}})));
        let replace = json!({"replace": [["\"A\"", "\"Z\""]]});
        assert_eq!(changed(&replace), Ok(json!({"Z": {"B": [1, 2]}})));
    }

    #[test]
    fn fails_a_change_that_leads_nowhere_or_changes_nothing() {
        for case in [
            json!({"set": {"/X/Y": 1}}),
            json!({"remove": ["/A/X"]}),
            json!({"replace": [["\"X\"", ""]]}),
            json!({}),
        ] {
            assert!(changed(&case).is_err(), "{case}");
        }
    }
}
