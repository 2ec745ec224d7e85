//! Which extension schema belongs to which rule and where it applies: cfn-lint says so only in the
//! text of its rules.

/// One rule that is a schema of its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Extension {
    /// `E3638`.
    pub(crate) id: String,
    pub(crate) folder: String,
    pub(crate) file: String,
    /// Resource type and the path below its properties: `BlockDeviceMappings/*/Ebs`.
    pub(crate) places: Vec<(String, String)>,
}

/// Finds the rules in a Python file that load an extension schema.
pub(crate) fn scan(text: &str) -> Vec<Extension> {
    let classes = text.split("\nclass ").skip(1);
    classes.filter_map(class).collect()
}

fn class(text: &str) -> Option<Extension> {
    let id = quoted(after(text, "\n    id = ")?).next()?;
    let details = between(text, "SchemaDetails(", ")")?;
    let folder = after(details, "schemas.extensions.")?;
    let folder = folder.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
    let file = quoted(details).find(|text| text.ends_with(".json"))?;
    let keywords = between(text, "keywords=[", "]").unwrap_or_default();
    Some(Extension {
        id: id.to_owned(),
        folder: folder.to_owned(),
        file: file.to_owned(),
        places: quoted(keywords).filter_map(place).collect(),
    })
}

/// `Resources/AWS::EC2::Instance/Properties/A/*` as type and path.
fn place(keyword: &str) -> Option<(String, String)> {
    let (type_name, path) = keyword.strip_prefix("Resources/")?.split_once("/Properties")?;
    Some((type_name.to_owned(), path.trim_start_matches('/').to_owned()))
}

fn after<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    text.split_once(mark).map(|parts| parts.1)
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    after(text, open)?.split_once(close).map(|parts| parts.0)
}

/// The texts between double quotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_its_schema_and_its_places() {
        let text = r#"
import cfnlint.data.schemas.extensions.aws_ec2_instance

class Ebs(CfnLintJsonSchema):
    id = "E3671"
    shortdesc = "x"

    def __init__(self) -> None:
        super().__init__(
            keywords=[
                "Resources/AWS::EC2::Instance/Properties/BlockDeviceMappings/*/Ebs",
                "Resources/AWS::EC2::Volume/Properties",
            ],
            schema_details=SchemaDetails(
                module=cfnlint.data.schemas.extensions.aws_ec2_instance,
                filename="blockdevicemappings.json",
            ),
        )
"#;
        let places =
            [("AWS::EC2::Instance", "BlockDeviceMappings/*/Ebs"), ("AWS::EC2::Volume", "")];
        let expected = Extension {
            id: "E3671".to_owned(),
            folder: "aws_ec2_instance".to_owned(),
            file: "blockdevicemappings.json".to_owned(),
            places: places.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec(),
        };
        assert_eq!(scan(text), [expected]);
        assert_eq!(scan("class Other(Rule):\n    id = \"E1\"\n"), []);
    }
}
