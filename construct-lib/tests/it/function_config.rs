//! What functions are configured with.

use construct_lib::Stack;
use construct_lib::lambda::{
    ApplicationLogLevel, DockerImageCode, Function, FunctionProps, LoggingFormat, SystemLogLevel,
};

use crate::support::{check_template, orders};

const REPOSITORY: &str = "111122223333.dkr.ecr.us-east-1.amazonaws.com/resize";

#[test]
fn images() {
    let (_, stack) = orders();
    let plain = FunctionProps::image(DockerImageCode::ecr(REPOSITORY));
    Function::new(&stack, "Plain", plain);
    let digest = format!("sha256:{}", "0a".repeat(32));
    let code = DockerImageCode::ecr(REPOSITORY)
        .tag_or_digest(digest)
        .entrypoint(["/usr/bin/resize"])
        .cmd(["--width", "100"])
        .working_directory("/var/task");
    Function::new(&stack, "Other", FunctionProps::image(code).memory_size(1024));
    let tagged = DockerImageCode::ecr(REPOSITORY).tag_or_digest("v7");
    Function::new(&stack, "Tagged", FunctionProps::image(tagged));
    check_template("function-images", &stack);
}

#[test]
fn log_levels_ask_for_json() {
    let (_, stack) = orders();
    let props = FunctionProps::rust("orders").system_log_level(SystemLogLevel::Warn);
    Function::new(&stack, "System", props);
    let props = FunctionProps::rust("orders")
        .logging_format(LoggingFormat::Json)
        .application_log_level(ApplicationLogLevel::Trace)
        .system_log_level(SystemLogLevel::Debug);
    Function::new(&stack, "Both", props);
    check_template("function-log-levels", &stack);
}

/// One function for each mistake in its configuration.
pub(crate) fn mistakes(s: &Stack) {
    let props = FunctionProps::rust("orders")
        .logging_format(LoggingFormat::Text)
        .application_log_level(ApplicationLogLevel::Warn);
    Function::new(s, "Levels", props);
}
