use construct_lib::cfn::lambda::{CfnFunctionProps, function};
use construct_lib::{Aws, intrinsic};

fn main() {
    let code = function::Code::new().zip_file("");
    let arn = intrinsic::join(":", [Aws::REGION, Aws::ACCOUNT_ID]);
    CfnFunctionProps::new(code, arn);
}
