//! Condition keys as constants: their names are AWS's and their types fit the operators.

use construct_lib::iam::{Condition, keys};

#[test]
fn keys_have_the_names_and_types_of_the_reference() {
    assert_eq!(keys::dynamodb::LEADING_KEYS.name(), "dynamodb:LeadingKeys");
    assert_eq!(keys::aws::principal_tag("team").name(), "aws:PrincipalTag/team");
    assert_eq!(keys::kms::encryption_context("app").name(), "kms:EncryptionContext:app");
    let by_type = [
        Condition::string_equals(keys::dynamodb::LEADING_KEYS.for_any_value(), "a"),
        Condition::ip_address(keys::aws::SOURCE_IP, "203.0.113.0/24"),
        Condition::string_equals(keys::aws::principal_tag("team"), "orders"),
    ];
    assert_eq!(by_type.len(), 3);
}
