use construct_lib::cfn::dynamodb::{CfnTableProps, table};

fn main() {
    CfnTableProps::patch().billing_mode(table::KeyType::HASH);
}
