use construct_lib::cfn::dynamodb::CfnTableProps;

fn main() {
    CfnTableProps::patch().point_in_time_recovery(true);
}
