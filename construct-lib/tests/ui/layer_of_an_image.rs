//! A container image brings its layers itself.

use construct_lib::lambda::{DockerImageCode, FunctionProps};

fn main() {
    let code = DockerImageCode::ecr("111122223333.dkr.ecr.us-east-1.amazonaws.com/resize");
    FunctionProps::image(code).layer("arn:aws:lambda:us-east-1:111122223333:layer:tools:1");
}
