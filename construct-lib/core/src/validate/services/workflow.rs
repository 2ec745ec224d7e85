//! State machines whose definition is known.

use super::read_json::read;
use super::view::{Findings, Item, View, entries, field, items, text};
use crate::error::codes;
use crate::token::Expr;

pub(super) fn state_machine(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let mut faults = Vec::new();
    let name = match item.get("Definition") {
        Some(definition) => {
            machine(definition, 0, &mut faults);
            "Definition"
        }
        None => {
            let Some(definition) = item.get("DefinitionString").and_then(text) else {
                return;
            };
            // What is put in at deployment may stand outside of quotes.
            if definition.contains("${") {
                return;
            }
            match read(&definition) {
                Some(definition) => machine(&definition, 0, &mut faults),
                None => faults.push("this is no JSON".into()),
            }
            "DefinitionString"
        }
    };
    for fault in faults {
        let help = "see the reference of the Amazon States Language";
        findings.error(codes::STATE_MACHINE, name, fault, help);
    }
}

/// How deep machines stand in each other at most.
const DEPTH: usize = 32;

/// Every state that is named is there, in this machine and in those inside it.
fn machine(machine: &Expr, depth: usize, faults: &mut Vec<String>) {
    let Some(states) = field(machine, "States").and_then(entries).filter(|_| depth < DEPTH) else {
        return;
    };
    let mut lead = |from: &str, step: Option<&Expr>| {
        if let Some(name) = step.and_then(text)
            && !states.iter().any(|(state, _)| *state == name)
        {
            faults.push(format!("`{from}` leads to `{name}`, which is no state"));
        }
    };
    lead("StartAt", field(machine, "StartAt"));
    for (name, state) in states {
        lead(name, field(state, "Next"));
        lead(name, field(state, "Default"));
        for list in ["Choices", "Catch"] {
            for branch in field(state, list).and_then(items).unwrap_or_default() {
                lead(name, field(branch, "Next"));
            }
        }
    }
    for (_, state) in states {
        let branches = field(state, "Branches").and_then(items).unwrap_or_default();
        let inner = ["Iterator", "ItemProcessor"].into_iter().filter_map(|n| field(state, n));
        branches.iter().chain(inner).for_each(|one| self::machine(one, depth + 1, faults));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_that_is_named_must_be_there() {
        let text = r#"{"StartAt": "A", "States": {
            "A": {"Type": "Choice", "Choices": [{"Next": "B"}, {"Next": "M"}], "Default": "C"},
            "B": {"Type": "Parallel", "Catch": [{"Next": "D"}], "End": true, "Branches": [
                {"StartAt": "X", "States": {"Y": {"Type": "Succeed"}}}
            ]},
            "M": {"Type": "Map", "Next": "A", "ItemProcessor": {
                "StartAt": "Z", "States": {"Z": {"Type": "Succeed", "Next": "A"}}
            }}
        }}"#;
        let mut faults = Vec::new();
        machine(&read(text).unwrap_or_default(), 0, &mut faults);
        let leads =
            ["`A` leads to `C`", "`B` leads to `D`", "`StartAt` leads to `X`", "`Z` leads to `A`"];
        assert_eq!(faults, leads.map(|lead| format!("{lead}, which is no state")));
    }
}
