//! `synth`: templates, handlers, and the commands that deploy them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use construct_lib::{Asset, Diagnostic, MissingContext, StackAsset, Synthesizer};

use crate::assembly::{self, Json, StackEntry};
use crate::build::Handlers;
use crate::cli;
use crate::codes;
use crate::exit::Exit;
use crate::failure::{Failure, Findings};
use crate::output::{Mode, Output, Staging};
use crate::print;
use crate::selection::{matches, select};
use crate::session::Session;

/// Where to write when nobody says.
const DEFAULT_OUTPUT: &str = "cdk.out";

/// Writes the assembly, builds the handlers, and prints what there is.
pub(crate) fn synth(session: &Session<'_>, arguments: &cli::Synth, findings: &mut Findings) {
    let handlers = Handlers::new(&session.environment, session.terminal, !arguments.no_build);
    let synth = Synth { session, arguments, handlers: &handlers };
    let stacks = synth.write(findings).unwrap_or_else(|failure| {
        findings.add(failure);
        Vec::new()
    });
    session.terminal.report(&findings.diagnostics);
    if findings.exit == Exit::App && !session.terminal.is_json() {
        let errors = findings.diagnostics.iter().filter(|d| d.is_error()).count();
        let errors = print::count(errors, "error");
        session.terminal.progress(&format!("\n{errors}; nothing was written"));
    }
    let path = output_path(session, arguments);
    let output = print::shown_path(&path, session.environment.directory());
    if session.terminal.is_json() {
        let document = [
            ("output", Json::text(&output)),
            ("stacks", print::stacks(&stacks, &|asset| handlers.package(asset).map(|p| p.zipped))),
        ];
        session.terminal.document(document, &findings.diagnostics);
    }
    if let Ok(selected) = select(&stacks, &arguments.names) {
        for stack in &selected {
            let summary = synth.summary(stack, &output, &not_among(&selected, &stacks, stack));
            session.terminal.result(&summary);
        }
    }
}

/// The paths of the stacks that must be deployed before `stack` and whose
/// commands are not printed.
fn not_among<'a>(
    selected: &[&StackEntry],
    stacks: &'a [StackEntry],
    stack: &StackEntry,
) -> Vec<&'a str> {
    let first = stacks.iter().filter(|other| stack.dependencies.contains(&other.id));
    first
        .filter(|other| !selected.iter().any(|s| s.id == other.id))
        .map(|other| other.path.as_str())
        .collect()
}

fn output_path(session: &Session<'_>, arguments: &cli::Synth) -> PathBuf {
    let of_cdk = session.environment.output_of_cdk();
    let path = arguments.output.clone().or(of_cdk);
    path.unwrap_or_else(|| PathBuf::from(DEFAULT_OUTPUT))
}

struct Synth<'a> {
    session: &'a Session<'a>,
    arguments: &'a cli::Synth,
    handlers: &'a Handlers<'a>,
}

impl Synth<'_> {
    /// Whether the official CDK command runs this and can look up what is missing.
    fn can_ask(&self) -> bool {
        self.session.environment.output_of_cdk().is_some() && !self.session.missing().is_empty()
    }

    /// Lets the CDK command look up what is missing before anything else: what
    /// stands in for it may be all that is wrong.
    fn ask(&self, output: &Output) -> Result<Vec<StackEntry>, Failure> {
        let staging = output.stage()?;
        assembly::write(&staging, &[], &[], &self.session.missing())?;
        output.publish(staging)?;
        Ok(Vec::new())
    }

    /// Gives the stacks whose templates were written.
    fn write(&self, findings: &mut Findings) -> Result<Vec<StackEntry>, Failure> {
        let mode = match self.session.environment.output_of_cdk() {
            Some(_) => Mode::Fill,
            None => Mode::Replace,
        };
        let path = output_path(self.session, self.arguments);
        let output = Output::open(&path, mode, self.session.environment.directory())?;
        let built = self.session.build();
        if built.is_err() && self.can_ask() {
            return self.ask(&output);
        }
        built?;

        let mut staging = output.stage()?;
        let Some((mut warnings, mut stacks)) = self.synthesize(&staging, findings) else {
            if self.can_ask() {
                return self.ask(&output);
            }
            return Ok(Vec::new());
        };
        let missing = self.session.missing();
        if mode == Mode::Replace && !missing.is_empty() {
            let program = self.session.environment.invocation();
            let app = print::quote(&format!("{program} synth")).into_owned();
            let help = format!(
                "run `cdk synth --app {app}` once, which looks it up with your credentials and keeps \
                 it in `cdk.context.json`, or put the value under this key there"
            );
            let findings_of = |m: &MissingContext| m.diagnostic().clone().help(help.clone());
            findings.fail(Exit::App, missing.iter().map(findings_of));
            return Ok(Vec::new());
        }
        let assets = assembly::assets(&stacks);
        // With what is looked up the app runs again: nothing is built for now.
        let wanted = if missing.is_empty() { self.wanted(&stacks)? } else { BTreeSet::new() };
        let stale: Vec<&StackAsset> = assets
            .iter()
            .filter(|asset| {
                assembly::is_handler(asset.asset()) && wanted.contains(&asset.asset().path())
            })
            .filter(|asset| !self.handlers.is_fresh(asset.asset()))
            .collect();

        // Where a template names the hash of a handler, it waits for the
        // compiler, and is written again with what came out. Nothing
        // half-written lies around while that runs.
        let waits = self.handlers.was_asked_for(&stale);
        if waits {
            drop(staging);
            self.handlers.build(&stale, findings);
            staging = output.stage()?;
            let Some(again) = self.synthesize(&staging, findings) else {
                return Ok(Vec::new());
            };
            (warnings, stacks) = again;
        }
        findings.warn(warnings);
        let custom_runtime: Vec<&Asset> =
            stacks.iter().flat_map(|stack| &stack.custom_runtime).collect();
        for asset in &assets {
            self.handlers.check(asset, custom_runtime.contains(&asset.asset()), findings);
            // One that is about to be built again is not shipped: a template
            // and code of two ages would pass for a whole.
            let is_stale = stale.iter().any(|stale| stale.asset() == asset.asset());
            if waits || !is_stale {
                self.ship(asset.asset(), &staging)?;
            }
        }
        if self.arguments.yaml {
            assembly::write_yaml(&staging, &mut stacks)?;
        }
        self.warn_of_placeholders(&stacks, findings);
        assembly::write(&staging, &stacks, &findings.diagnostics, &missing)?;
        output.publish(staging)?;

        // Everywhere else the templates are there first: no error in a handler
        // keeps them from being read.
        if !waits && !stale.is_empty() {
            self.handlers.build(&stale, findings);
            for asset in &stale {
                if let Some(package) = self.handlers.package(asset.asset()) {
                    output.add(&package.path, &asset.asset().path())?;
                }
            }
        }
        Ok(stacks)
    }

    /// Gives the warnings and the stacks; nothing when the app has errors.
    fn synthesize(
        &self,
        staging: &Staging,
        findings: &mut Findings,
    ) -> Option<(Vec<Diagnostic>, Vec<StackEntry>)> {
        let mut of_app = Findings::default();
        let stacks = self.session.synth(self.handlers, Some(staging), &mut of_app);
        if of_app.exit != Exit::Done {
            if !self.can_ask() {
                findings.merge(of_app);
            }
            return None;
        }
        Some((of_app.diagnostics, stacks))
    }

    /// The paths of the assets of the stacks that the command is about.
    fn wanted(&self, stacks: &[StackEntry]) -> Result<BTreeSet<String>, Failure> {
        let selected = select(stacks, &self.arguments.names)?;
        if self.arguments.no_build {
            return Ok(BTreeSet::new());
        }
        // The official CDK command says which stacks it needs built: none for
        // `cdk ls`, all for `cdk deploy`.
        let patterns = self.session.context.bundling();
        let is_needed = |stack: &&StackEntry| {
            patterns.is_none_or(|all| all.iter().any(|pattern| matches(pattern, &stack.path)))
        };
        let assets = selected.into_iter().filter(is_needed).flat_map(|stack| &stack.assets);
        Ok(assets.map(|asset| asset.asset().path()).collect())
    }

    fn ship(&self, asset: &Asset, staging: &Staging) -> Result<(), Failure> {
        match self.handlers.package(asset) {
            Some(package) => staging.copy(&package.path, &asset.path()),
            None => Ok(()),
        }
    }

    fn warn_of_placeholders(&self, stacks: &[StackEntry], findings: &mut Findings) {
        for stack in stacks.iter().filter(|stack| stack.has_placeholder()) {
            findings.warn([Diagnostic::warning(
                codes::HANDLERS_NOT_BUILT,
                "a handler of the stack was not built, so its template names no code \
                 and cannot be deployed",
            )
            .help(format!("build it: `{}`", self.again(stack)))
            .at(&stack.path, &[])]);
        }
    }

    /// How to synthesize a stack again, with its handlers.
    fn again(&self, stack: &StackEntry) -> String {
        let program = self.session.environment.invocation();
        format!("{program} synth {}", print::quote(&stack.path))
    }

    /// What a person reads of one stack.
    fn summary(&self, stack: &StackEntry, output: &str, first: &[&str]) -> String {
        let file = |name: &str| Path::new(output).join(name).display().to_string();
        let mut text = format!(
            "{}: {}, {}\n",
            file(&stack.in_assembly(&format!("{}.template.{}", stack.id, stack.extension()))),
            print::count(stack.resource_count, "resource"),
            print::bytes(stack.yaml_bytes.unwrap_or(stack.template_bytes) as u64),
        );
        text.push_str(&print::near_quotas(&stack.quotas));
        for nested in &stack.nested {
            text.push_str(&format!(
                "{}: {}, {}\n",
                file(&stack.in_assembly(&nested.file)),
                print::count(nested.resource_count, "resource"),
                print::bytes(nested.bytes as u64),
            ));
            text.push_str(&print::near_quotas(&nested.quotas));
        }
        let (mut absent, mut as_before) = (Vec::new(), Vec::new());
        for asset in &stack.assets {
            let asset = asset.asset();
            let name = format!("`{}`", asset.display_name());
            let Some(package) = self.handlers.package(asset) else {
                absent.push(name);
                continue;
            };
            let size = print::bytes(package.zipped);
            text.push_str(&format!("{}: {size}\n", file(&asset.path())));
            if assembly::is_handler(asset) && self.arguments.no_build {
                as_before.push(name);
            }
        }
        text.push('\n');
        if !absent.is_empty() {
            text.push_str(&format!(
                "{} cannot be deployed yet: there is no {}. To build it: {}\n\n",
                stack.path,
                absent.join(" and no "),
                self.again(stack)
            ));
            return text;
        }
        if !as_before.is_empty() {
            text.push_str(&format!(
                "As built last, whatever the sources are now: {}. To build: {}\n\n",
                as_before.join(" and "),
                self.again(stack)
            ));
        }
        if !first.is_empty() {
            text.push_str(&format!("To be deployed before: {}\n\n", first.join(", ")));
        }
        text.push_str(&print::deploy_block(stack, output));
        text.push('\n');
        if stack.synthesizer == Synthesizer::Local {
            text.push_str(
                "Resources whose deletion policy retains them stay when the stack is deleted.\n",
            );
            text.push_str(&print::delete_block(stack));
            text.push('\n');
        }
        text
    }
}
