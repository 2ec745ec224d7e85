//! BENCHMARKS.md: a part is replaced when it is measured, the others stay.

use std::fs;
use std::path::Path;

use super::PARTS;
use crate::error::{Context as _, Result};

const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench`, do not edit by hand. `cargo xtask bench synth` measures one part, `--quick` repeats less
and writes nothing here, `--check` fails when a figure is out of reach.

Figures of the release profile are the claim; those of the dev profile, which `cargo run` uses, stand beside them.
*Reach* is what this project asks of itself. *Elsewhere* is what others need for the same: in the same run where it says
so, else measured once on a machine of the same kind, with the sample's stack.
";

/// Puts the text of one part into the file.
pub(super) fn write(file: &Path, part: &str, text: &str) -> Result<()> {
    let old = fs::read_to_string(file).unwrap_or_default();
    fs::write(file, replaced(&old, part, text)).context(file.display())
}

fn replaced(old: &str, part: &str, text: &str) -> String {
    let mut all = HEAD.to_owned();
    for (name, _) in PARTS {
        let text = if *name == part { Some(text) } else { found(old, name) };
        if let Some(text) = text {
            all.push_str(&format!("\n{}\n{}\n{}\n", begin(name), text.trim(), end(name)));
        }
    }
    all
}

fn found<'a>(old: &'a str, part: &str) -> Option<&'a str> {
    let (_, rest) = old.split_once(&begin(part))?;
    Some(rest.split_once(&end(part))?.0)
}

fn begin(part: &str) -> String {
    format!("<!-- {part} -->")
}

fn end(part: &str) -> String {
    format!("<!-- end of {part} -->")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_replaced_one_by_one_and_keep_their_order() {
        let first = replaced("", "handler", "## Handler\n\nold\n");
        let both = replaced(&first, "synth", "## Synthesis\n");
        let new = replaced(&both, "handler", "## Handler\n\nnew\n");
        let expected = format!(
            "{HEAD}\n<!-- synth -->\n## Synthesis\n<!-- end of synth -->\n\
             \n<!-- handler -->\n## Handler\n\nnew\n<!-- end of handler -->\n"
        );
        assert_eq!(new, expected);
    }
}
