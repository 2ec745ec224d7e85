//! One call of cargo.

use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::settings::{PROFILE, Settings, text};
use super::toolchain::{self, Backend, Compiler};
use crate::environment::Environment;
use crate::print::Terminal;

/// How often a build that nobody watches says that it goes on.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// A binary to build, and its package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    pub(super) binary: String,
    pub(super) package: String,
}

/// What a build gave.
#[derive(Debug)]
pub(super) struct Built {
    /// Each binary that was built, and its file.
    pub(super) executables: Vec<(String, PathBuf)>,
}

/// Cargo, with what it needs to know of its surroundings.
pub(super) struct Cargo<'a> {
    pub(super) environment: &'a Environment,
    pub(super) settings: &'a Settings,
    pub(super) terminal: Terminal,
}

impl Cargo<'_> {
    /// Lists the packages of the workspace; needs no network.
    pub(super) fn metadata(&self) -> io::Result<Result<Vec<u8>, String>> {
        let output = self
            .command()
            .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
            .stdin(Stdio::null())
            .output()?;
        Ok(if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        })
    }

    /// Builds all of these at once.
    ///
    /// Goes on after an error, so that all errors are seen; a binary that is
    /// not among the results failed, and cargo has said why.
    pub(super) fn build(
        &self,
        backend: &Backend,
        compiler: &Compiler,
        wanted: &[Wanted],
        lambda: &Path,
    ) -> io::Result<Built> {
        let mut command = self.command_of(backend)?;
        let mut variables = self.settings.variables.clone();
        let mut arguments = self.settings.profile_arguments();
        let (library, name) = compiler.standard_library();
        let flags = self.settings.path_flags(Some((&library, &name)));
        let triple = backend.triple();
        self.settings.add_flags(triple, &flags, &mut arguments, &mut variables);
        match backend {
            Backend::CargoLambda { .. } | Backend::CargoLambdaBuild { .. } => {
                command.args(["lambda", "build", "--skip-target-check"]);
                if let Backend::CargoLambdaBuild { with_zig: false, .. } = backend {
                    command.arg("--compiler=cargo");
                }
                let processor = if triple.starts_with("aarch64") { "--arm64" } else { "--x86-64" };
                command.arg(processor).arg("--lambda-dir").arg(lambda);
            }
            Backend::Native { .. } | Backend::Musl { .. } => {
                // Always for a named target: flags then leave build scripts
                // and macros alone, and the place is the same for all targets.
                command.args(["build", "--keep-going", "--target", triple]);
                command.arg("--message-format=json-render-diagnostics");
            }
        }
        if let Backend::Musl { linker: Some(linker), .. } = backend {
            arguments.push("--config".to_owned());
            arguments.push(format!("target.{triple}.linker={}", text(linker)));
        }
        command.args(&arguments);
        if self.terminal.is_quiet() {
            command.arg("--quiet");
        }
        for wanted in wanted {
            command.args(["--package", &wanted.package, "--bin", &wanted.binary]);
        }
        command.env_clear().envs(variables);
        #[cfg(feature = "cargo-lambda-build")]
        if let Backend::CargoLambdaBuild { .. } = backend {
            let cargo = toolchain::cargo(self.environment);
            command.envs(super::lambda_crate::variables(&cargo));
        }
        let names: Vec<&str> = wanted.iter().map(|w| w.binary.as_str()).collect();
        let lines = self.run(command, &names.join(", "))?;
        let executables = match backend {
            Backend::CargoLambda { .. } | Backend::CargoLambdaBuild { .. } => wanted
                .iter()
                .map(|w| (w.binary.clone(), lambda.join(&w.binary).join("bootstrap")))
                .filter(|(_, path)| path.is_file())
                .collect(),
            Backend::Native { .. } | Backend::Musl { .. } => executables(&lines),
        };
        Ok(Built { executables })
    }

    /// The list of sources that cargo writes beside a binary.
    pub(super) fn dep_info(&self, backend: &Backend, binary: &str) -> PathBuf {
        let directory = self.settings.target.join(backend.triple()).join(PROFILE);
        directory.join(format!("{binary}.d"))
    }

    /// Cargo, or this program itself where that has the crate that builds.
    fn command_of(&self, backend: &Backend) -> io::Result<Command> {
        #[cfg(feature = "cargo-lambda-build")]
        if let Backend::CargoLambdaBuild { .. } = backend {
            let mut command = super::lambda_crate::command(self.environment)
                .ok_or_else(|| io::Error::other("the file of this program is unknown"))?;
            command.current_dir(&self.settings.root);
            return Ok(command);
        }
        let _ = backend;
        Ok(self.command())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(toolchain::cargo(self.environment));
        command
            .current_dir(&self.settings.root)
            .env_clear()
            .envs(self.settings.variables.iter().cloned());
        command
    }

    /// Runs it to its end. Its messages for people go through as they are.
    fn run(&self, mut command: Command, names: &str) -> io::Result<Vec<String>> {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
        let stdout = child.stdout.take();
        let lines = thread::scope(|scope| {
            let (done, is_done) = mpsc::channel::<()>();
            if !self.terminal.is_quiet() && !self.terminal.is_live() {
                scope.spawn(move || self.heartbeat(names, &is_done));
            }
            let lines = stdout.map(|stdout| BufReader::new(stdout).lines().collect());
            drop(done);
            lines.unwrap_or_else(|| Ok(Vec::new()))
        });
        // A process that is not waited for stays behind, whatever came of its output.
        child.wait()?;
        lines
    }

    fn heartbeat(&self, names: &str, is_done: &mpsc::Receiver<()>) {
        let begun = Instant::now();
        while is_done.recv_timeout(HEARTBEAT) == Err(RecvTimeoutError::Timeout) {
            let seconds = begun.elapsed().as_secs();
            self.terminal.progress(&format!("still building {names} ({seconds} s)"));
        }
    }
}

/// The binaries among cargo's messages.
fn executables(lines: &[String]) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for line in lines {
        // Most messages are about libraries, and long.
        if !line.contains("\"executable\":\"") {
            continue;
        }
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let name = message["target"]["name"].as_str();
        if let (Some(name), Some(path)) = (name, message["executable"].as_str()) {
            found.push((name.to_owned(), PathBuf::from(path)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::executables;

    #[test]
    fn binaries_are_found_among_the_messages() {
        let lines = [
            r#"{"reason":"compiler-artifact","target":{"name":"shared"},"executable":null}"#,
            r#"{"reason":"compiler-artifact","target":{"name":"orders"},"executable":"/t/orders"}"#,
            r#"{"reason":"build-finished","success":true}"#,
            "something else",
        ];
        let lines: Vec<String> = lines.map(str::to_owned).to_vec();
        let expected = [("orders".to_owned(), PathBuf::from("/t/orders"))];
        assert_eq!(executables(&lines), expected);
    }
}
