use construct_lib::cfn::dynamodb::table;

fn main() {
    table::AttributeDefinition::new("id");
}
