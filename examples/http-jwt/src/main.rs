//! `cargo run -p http-jwt -- synth` writes the template and builds the handler.

use std::process::ExitCode;

use http_jwt::QuotesApi;

fn main() -> ExitCode {
    toolkit::run(|app| {
        QuotesApi::new(app, "Quotes");
    })
}
