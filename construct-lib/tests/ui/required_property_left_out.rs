use construct_lib::cfn::dynamodb::CfnTableProps;

fn main() {
    CfnTableProps::new().table_name("orders");
}
