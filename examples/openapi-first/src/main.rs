//! `cargo run -p openapi-first -- synth` writes the template and builds the handler.

use std::process::ExitCode;

use openapi_first::UnitsApi;

fn main() -> ExitCode {
    toolkit::run(|app| {
        UnitsApi::new(app, "Units");
    })
}
