//! An app of `-c stacks=N` stacks of 100 units, as `-c level=l1` or `-c level=l2`.
//!
//! Started as any app is, so that what is measured is what users wait for:
//! `construct-bench synth --no-build --output DIR -c stacks=100 -c level=l2`.

mod l1;
mod l2;

use std::process::ExitCode;

use construct_lib::{App, Construct as _, Stack, StackProps};

/// A unit is a table, a role, its policy and a function.
const UNITS: usize = 100;

fn main() -> ExitCode {
    toolkit::run(fill)
}

fn fill(app: &App) -> Result<(), String> {
    let stacks = context(app, "stacks")?;
    let stacks: usize = stacks.parse().map_err(|e| format!("`stacks={stacks}`: {e}"))?;
    let fill: fn(&Stack) = match context(app, "level")?.as_str() {
        "l1" => |stack| (0..UNITS).for_each(|unit| l1::unit(stack, unit)),
        "l2" => |stack| l2::units(stack, UNITS),
        other => return Err(format!("`level={other}` is neither `l1` nor `l2`")),
    };
    let reason = "400 resources in each stack are what is measured";
    app.node().acknowledge_warning("many-resources", reason);
    for index in 0..stacks {
        fill(&Stack::new(app, &format!("Stack{index}"), StackProps::new()));
    }
    Ok(())
}

fn context(app: &App, key: &str) -> Result<String, String> {
    app.node().try_context(key).ok_or_else(|| format!("set `-c {key}=...`"))
}

#[cfg(test)]
mod tests {
    use construct_lib::Diagnostic;

    use super::*;

    fn template(level: &str) -> serde_json::Value {
        let app = App::new();
        app.node().set_context("stacks", "1");
        app.node().set_context("level", level);
        fill(&app).unwrap();
        let assembly = app.synth().unwrap();
        let is_new = |d: &&Diagnostic| d.acknowledged().is_none();
        assert_eq!(assembly.diagnostics().iter().find(is_new), None);
        serde_json::from_slice(assembly.stacks()[0].template()).unwrap()
    }

    fn count(template: &serde_json::Value, ty: &str) -> usize {
        let resources = template["Resources"].as_object().unwrap();
        resources.values().filter(|r| r["Type"] == ty).count()
    }

    #[test]
    fn a_unit_is_four_resources_at_both_levels() {
        for (level, log_groups) in [("l1", 0), ("l2", 1)] {
            let template = template(level);
            for ty in [
                "AWS::DynamoDB::Table",
                "AWS::IAM::Role",
                "AWS::IAM::Policy",
                "AWS::Lambda::Function",
            ] {
                assert_eq!(count(&template, ty), UNITS, "{level} {ty}");
            }
            assert_eq!(count(&template, "AWS::Logs::LogGroup"), log_groups);
            let all = template["Resources"].as_object().unwrap().len();
            assert_eq!(all, 4 * UNITS + log_groups);
        }
    }

    #[test]
    fn fails_without_its_context() {
        assert_eq!(fill(&App::new()), Err("set `-c stacks=...`".to_owned()));
    }
}
