//! An assembly in a folder, as one document.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

/// All templates of the assembly in a folder, which are nested in which, and
/// what the manifests say.
///
/// # Errors
///
/// With the file that cannot be read.
pub(crate) fn read(folder: &Path) -> Result<Value, String> {
    let mut found = Found::default();
    found.add(folder, "")?;
    Ok(json!({
        "templates": found.templates, "nested": found.nested, "manifests": found.manifests,
    }))
}

#[derive(Default)]
struct Found {
    templates: Map<String, Value>,
    nested: Map<String, Value>,
    manifests: Map<String, Value>,
}

impl Found {
    fn add(&mut self, folder: &Path, below: &str) -> Result<(), String> {
        let manifest = parse(&folder.join("manifest.json"))?;
        let mut by_hash = Map::new();
        let mut stacks = Vec::new();
        let artifacts = manifest["artifacts"].as_object().cloned().unwrap_or_default();
        let mut here = Map::new();
        for (id, artifact) in artifacts {
            let properties = &artifact["properties"];
            let text = |name: &str| properties[name].as_str().unwrap_or_default().to_owned();
            match artifact["type"].as_str().unwrap_or_default() {
                "aws:cloudformation:stack" => {
                    let file = text("templateFile");
                    here.insert(
                        id,
                        json!({
                            "type": artifact["type"],
                            "environment": artifact["environment"],
                            "templateFile": file,
                            "stackName": properties["stackName"],
                            "dependencies": artifact["dependencies"],
                        }),
                    );
                    stacks.push(file);
                }
                "cdk:cloud-assembly" => {
                    let directory = text("directoryName");
                    self.add(&folder.join(&directory), &joined(below, &directory))?;
                }
                "cdk:asset-manifest" => {
                    let assets = parse(&folder.join(text("file")))?;
                    for (hash, file) in assets["files"].as_object().into_iter().flatten() {
                        by_hash.insert(hash.clone(), file["source"]["path"].clone());
                    }
                }
                _ => {}
            }
        }
        // What is uploaded beside a stack is no stack to wait for.
        for stack in here.values_mut() {
            if let Some(all) = stack["dependencies"].as_array_mut() {
                all.retain(|id| !id.as_str().is_some_and(|id| id.ends_with(".assets")));
            }
        }
        self.manifests.insert(if below.is_empty() { "." } else { below }.to_owned(), here.into());
        for file in stacks {
            self.template(folder, below, &file, &by_hash)?;
        }
        Ok(())
    }

    fn template(
        &mut self,
        folder: &Path,
        below: &str,
        file: &str,
        by_hash: &Map<String, Value>,
    ) -> Result<(), String> {
        let template = parse(&folder.join(file))?;
        let resources = template["Resources"].as_object().cloned().unwrap_or_default();
        self.templates.insert(joined(below, file), template);
        for (id, resource) in resources {
            if resource["Type"] != "AWS::CloudFormation::Stack" {
                continue;
            }
            let url = &resource["Properties"]["TemplateURL"];
            let by_path = url.as_str().map(str::to_owned);
            let written = url.to_string();
            let uploaded = by_hash.iter().find(|(hash, _)| written.contains(hash.as_str()));
            let inner = uploaded.and_then(|(_, path)| path.as_str().map(str::to_owned)).or(by_path);
            let inner = inner.ok_or_else(|| format!("{file}: `{id}` names no template"))?;
            let nested = self.nested.entry(joined(below, file)).or_insert_with(|| json!({}));
            nested[&id] = json!(joined(below, &inner));
            self.template(folder, below, &inner, by_hash)?;
        }
        Ok(())
    }
}

fn joined(below: &str, name: &str) -> String {
    if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") }
}

fn parse(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that is gone when the test is over.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new(name: &str, files: &[(&str, Value)]) -> Self {
            let path = std::env::temp_dir()
                .join(format!("template-semantics-{}-{name}", std::process::id()));
            for (file, content) in files {
                let file = path.join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, content.to_string()).unwrap();
            }
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _gone = fs::remove_dir_all(&self.0);
        }
    }

    fn stack(file: &str) -> Value {
        json!({ "type": "aws:cloudformation:stack", "properties": { "templateFile": file } })
    }

    fn outer(url: &Value) -> Value {
        json!({ "Resources": { "Inner": {
            "Type": "AWS::CloudFormation::Stack", "Properties": { "TemplateURL": url },
        } } })
    }

    #[test]
    fn templates_are_found_by_path_and_by_hash_in_stages_too() {
        let assembly =
            json!({ "type": "cdk:cloud-assembly", "properties": { "directoryName": "d" } });
        let assets = json!({ "type": "cdk:asset-manifest", "properties": { "file": "a.json" } });
        let url = json!({ "Fn::Sub": "https://s3/${AWS::Region}/0123.json" });
        let folder = Folder::new(
            "both",
            &[
                ("manifest.json", json!({ "artifacts": { "A": stack("A.json"), "d": assembly } })),
                ("A.json", outer(&json!("in.json"))),
                ("in.json", json!({ "Resources": {} })),
                (
                    "d/manifest.json",
                    json!({ "artifacts": { "B": stack("B.json"), "B.assets": assets } }),
                ),
                ("d/a.json", json!({ "files": { "0123": { "source": { "path": "deep.json" } } } })),
                ("d/B.json", outer(&url)),
                ("d/deep.json", json!({ "Resources": {} })),
            ],
        );
        let app = read(&folder.0).unwrap();
        assert_eq!(app["nested"]["A.json"]["Inner"], "in.json");
        assert_eq!(app["nested"]["d/B.json"]["Inner"], "d/deep.json");
        assert_eq!(app["templates"].as_object().unwrap().len(), 4);
        assert_eq!(app["manifests"]["d"]["B"]["templateFile"], "B.json");
    }

    #[test]
    fn what_is_not_there_is_named() {
        let folder = Folder::new(
            "missing",
            &[("manifest.json", json!({ "artifacts": { "A": stack("A.json") } }))],
        );
        assert!(read(&folder.0).unwrap_err().contains("A.json"));
        assert!(read(&folder.0.join("nowhere")).unwrap_err().contains("manifest.json"));
    }
}
