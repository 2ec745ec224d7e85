//! Facts about AWS: resource types from the specification snapshot, actions
//! from the service authorization reference.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

/// The snapshot that the typed resources are generated from.
const SPECIFICATION: [&str; 12] = [
    include_str!("../../../xtask/spec/cfn/apigateway.json"),
    include_str!("../../../xtask/spec/cfn/apigatewayv2.json"),
    include_str!("../../../xtask/spec/cfn/cloudwatch.json"),
    include_str!("../../../xtask/spec/cfn/dynamodb.json"),
    include_str!("../../../xtask/spec/cfn/events.json"),
    include_str!("../../../xtask/spec/cfn/iam.json"),
    include_str!("../../../xtask/spec/cfn/kms.json"),
    include_str!("../../../xtask/spec/cfn/lambda.json"),
    include_str!("../../../xtask/spec/cfn/logs.json"),
    include_str!("../../../xtask/spec/cfn/s3.json"),
    include_str!("../../../xtask/spec/cfn/sns.json"),
    include_str!("../../../xtask/spec/cfn/sqs.json"),
];

static TYPES: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let mut types = BTreeMap::new();
    for text in SPECIFICATION {
        let Value::Object(mut service) = parse(text) else {
            panic!("a file of the specification snapshot is not an object");
        };
        let namespace = service.remove("namespace").unwrap_or_default();
        let Some(Value::Object(resources)) = service.remove("resources") else {
            panic!("{namespace} has no resources in the specification snapshot");
        };
        for (name, facts) in resources {
            types.insert(format!("{}::{name}", namespace.as_str().unwrap_or_default()), facts);
        }
    }
    types
});

static ACTIONS: LazyLock<Value> = LazyLock::new(|| parse(include_str!("../data/actions.json")));

/// The facts of a resource type, unless the snapshot does not know its service.
pub(crate) fn resource_type(kind: &str) -> Option<&'static Value> {
    TYPES.get(kind)
}

/// Whether the snapshot knows the service of a resource type.
pub(crate) fn knows_service(kind: &str) -> bool {
    let Some((service, _)) = kind.rsplit_once("::") else {
        return false;
    };
    let service = format!("{service}::");
    TYPES.keys().any(|known| known.starts_with(&service))
}

/// The facts of a service of the authorization reference.
pub(crate) fn service(prefix: &str) -> Option<&'static Value> {
    ACTIONS["services"].get(prefix.to_ascii_lowercase())
}

#[allow(clippy::panic, reason = "the files are part of this crate")]
fn parse(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => panic!("facts are not JSON: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sources_are_there() {
        assert!(TYPES.len() > 100, "only {} types", TYPES.len());
        let table = resource_type("AWS::DynamoDB::Table").unwrap();
        assert!(table["attributes"].get("StreamArn").is_some());
        assert!(resource_type("AWS::DynamoDB::Chair").is_none());
        assert!(knows_service("AWS::DynamoDB::Chair"));
        assert!(!knows_service("AWS::Chair::Leg"));
        let get = &service("dynamodb").unwrap()["actions"]["GetItem"];
        assert_eq!(get["types"][0], "table");
    }
}
