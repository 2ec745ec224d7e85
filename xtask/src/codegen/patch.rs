//! Our corrections of the snapshot: `xtask/spec/patches.json`, each with its reason.

use crate::error::{Context, Error, Result};
use serde_json::Value;

/// One correction.
#[derive(Debug)]
pub(crate) struct Patch {
    /// The service's file.
    pub(crate) service: String,
    /// Where in it, as a JSON pointer.
    path: String,
    /// What is there now; nothing for what is added.
    was: Option<Value>,
    /// What should be there; nothing removes it.
    becomes: Option<Value>,
}

/// What `patches.json` says.
#[derive(Debug, Default)]
pub(crate) struct Patches {
    pub(crate) list: Vec<Patch>,
    /// References that get a marker type although no property takes them alone.
    pub(crate) markers: Vec<String>,
    /// References beside which a property always takes other values, whatever the source says.
    widened: Vec<String>,
}

impl Patches {
    /// Reads the file; every entry must give its reason.
    pub(crate) fn parse(value: &Value) -> Result<Self> {
        let mut patches = Self::default();
        for entry in reasoned(value, "patches")? {
            let text = |key: &str| {
                entry[key]
                    .as_str()
                    .map(str::to_owned)
                    .context(format_args!("a patch needs `{key}`: {entry}"))
            };
            let (was, becomes) = (entry.get("was").cloned(), entry.get("becomes").cloned());
            if was.is_none() && becomes.is_none() {
                return Err(Error::new(format!("a patch needs `was`, `becomes` or both: {entry}")));
            }
            patches.list.push(Patch {
                service: text("service")?,
                path: text("path")?,
                was,
                becomes,
            });
        }
        for (list, references) in
            [("markers", &mut patches.markers), ("widened", &mut patches.widened)]
        {
            for entry in reasoned(value, list)? {
                let reference = entry["reference"].as_str();
                let reference = reference.context(format_args!("no `reference`: {entry}"))?;
                references.push(reference.to_owned());
            }
        }
        Ok(patches)
    }

    /// Applies the patches of one service.
    pub(crate) fn apply(&self, service: &str, document: &mut Value) -> Result<()> {
        for patch in self.list.iter().filter(|patch| patch.service == service) {
            patch.apply(document)?;
        }
        for (_, resource) in document["resources"].as_object_mut().into_iter().flatten() {
            self.widen(resource);
            let types = resource.get_mut("types").and_then(Value::as_object_mut);
            for (_, nested) in types.into_iter().flatten() {
                self.widen(nested);
            }
        }
        Ok(())
    }

    /// Notes on properties that take a widened reference that they take other values, too.
    fn widen(&self, owner: &mut Value) {
        let properties = owner.get_mut("properties").and_then(Value::as_object_mut);
        for (_, property) in properties.into_iter().flatten() {
            let mut property = property;
            while property["items"].is_object() {
                property = &mut property["items"];
            }
            let mut targets = property["targets"].as_array().into_iter().flatten();
            if targets.any(|target| self.widened.iter().any(|widened| target == widened)) {
                property["otherTargets"] = true.into();
            }
        }
    }
}

fn reasoned<'v>(value: &'v Value, list: &str) -> Result<&'v Vec<Value>> {
    let entries =
        value[list].as_array().context(format_args!("patches.json has no list `{list}`"))?;
    for entry in entries {
        let reason = entry["reason"].as_str().unwrap_or_default();
        (!reason.is_empty())
            .then_some(())
            .context(format_args!("no reason is given in {entry}"))?;
    }
    Ok(entries)
}

impl Patch {
    /// Fails unless the target looks as the patch says: then the source has changed, and somebody
    /// must look whether the patch is still needed.
    pub(crate) fn apply(&self, document: &mut Value) -> Result<()> {
        let (parent, key) =
            self.path.rsplit_once('/').context(format_args!("no pointer: `{}`", self.path))?;
        let stale = |found: &str| {
            Error::new(format!(
                "the patch of {}{} no longer fits: {found}",
                self.service, self.path
            ))
        };
        let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
        let parent = parent.ok_or_else(|| stale("its target is gone"))?;
        let key = key.replace("~1", "/").replace("~0", "~");
        if key == "otherTargets" && !parent.contains_key("targets") {
            return Err(stale("it takes no reference"));
        }
        match (parent.get(&key), &self.was) {
            (None, None) => {}
            (Some(found), Some(was)) if found == was => {}
            (None, Some(_)) => return Err(stale("its target is gone")),
            (Some(found), _) => return Err(stale(&format!("found {found}"))),
        }
        match &self.becomes {
            Some(value) => drop(parent.insert(key, value.clone())),
            None => drop(parent.remove(&key)),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn apply(patch: Value) -> Result<Value> {
        let mut patch = patch;
        patch["reason"] = "a test".into();
        patch["service"] = "fake".into();
        let mut document = json!({"resources": {"Thing": {"required": ["A"], "ref": ["Id"]}}});
        Patches::parse(&json!({"patches": [patch], "markers": [], "widened": []}))?
            .apply("fake", &mut document)?;
        Ok(document["resources"]["Thing"].take())
    }

    #[test]
    fn adds_replaces_and_removes() {
        let path = "/resources/Thing/required";
        let replaced = apply(json!({"path": path, "was": ["A"], "becomes": ["B"]}));
        assert_eq!(replaced.ok(), Some(json!({"required": ["B"], "ref": ["Id"]})));
        let removed = apply(json!({"path": path, "was": ["A"]}));
        assert_eq!(removed.ok(), Some(json!({"ref": ["Id"]})));
        let added = apply(json!({"path": "/resources/Thing/stateful", "becomes": true}));
        assert_eq!(added.ok(), Some(json!({"required": ["A"], "ref": ["Id"], "stateful": true})));
    }

    #[test]
    fn fails_when_the_source_has_changed() {
        for (patch, expected) in [
            (json!({"path": "/resources/Gone/required", "was": ["A"]}), "its target is gone"),
            (json!({"path": "/resources/Thing/gone", "was": ["A"]}), "its target is gone"),
            (json!({"path": "/resources/Thing/required", "was": ["Z"]}), "found [\"A\"]"),
            (json!({"path": "/resources/Thing/required", "becomes": ["B"]}), "found [\"A\"]"),
        ] {
            let error = apply(patch).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.ends_with(expected), "{error}");
        }
    }

    #[test]
    fn fails_without_a_reason() {
        let patches = json!({"patches": [{"service": "s", "path": "/a", "was": 1}], "markers": [], "widened": []});
        assert!(Patches::parse(&patches).is_err());
    }

    #[test]
    fn a_widened_reference_is_never_the_only_one_that_a_property_takes() {
        let widened = json!([{"reference": "AWS::Lambda::Function.Arn", "reason": "a test"}]);
        let patches = Patches::parse(&json!({"patches": [], "markers": [], "widened": widened}));
        let property = json!({"type": "string", "targets": ["AWS::Lambda::Function.Arn"]});
        let list = json!({"type": "list", "items": property});
        let other = json!({"type": "string", "targets": ["AWS::IAM::Role.Arn"]});
        let mut document = json!({"resources": {"Thing": {
            "properties": {"One": property, "Role": other},
            "types": {"Nested": {"properties": {"Many": list}}},
            "attributes": {"Arn": property},
        }}});
        patches.unwrap().apply("fake", &mut document).unwrap();
        let thing = &document["resources"]["Thing"];
        assert_eq!(thing["properties"]["One"]["otherTargets"], true);
        assert_eq!(thing["types"]["Nested"]["properties"]["Many"]["items"]["otherTargets"], true);
        assert_eq!(thing["properties"]["Role"], other);
        assert_eq!(thing["attributes"]["Arn"], property);
    }
}
