//! An action of a policy is misspelt.

use construct_lib::iam::{PolicyStatement, action};

fn main() {
    let _ = PolicyStatement::allow().actions([action!("dynamodb:GetItm")]);
}
