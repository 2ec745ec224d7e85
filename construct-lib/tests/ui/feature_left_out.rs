use construct_lib::cfn::braket::CfnSpendingLimitProps;

fn main() {
    CfnSpendingLimitProps::patch();
}
