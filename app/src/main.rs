//! `cargo run -- synth` writes the User service's template and builds its handler.

use std::process::ExitCode;

use app::UserService;

fn main() -> ExitCode {
    toolkit::run(|app| {
        UserService::new(app, "UserService");
    })
}
