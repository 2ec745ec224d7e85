use construct_lib::cfn::lambda::{CfnFunctionProps, function};
use construct_lib::cfn::sqs::{CfnQueue, CfnQueueProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let queue = CfnQueue::new(&stack, "Queue", CfnQueueProps::new());
    let code = function::Code::new().zip_file("");
    CfnFunctionProps::new(code, queue.attr_arn());
}
