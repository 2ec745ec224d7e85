//! Figures beside their limits, and how both are written.

use std::time::Duration;

/// One line of a report.
#[derive(Debug, Clone, Default)]
pub(super) struct Figure {
    what: String,
    measured: String,
    dev: String,
    reach: String,
    elsewhere: String,
    verdict: Option<bool>,
}

impl Figure {
    /// A figure that is only told.
    pub(super) fn new(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self { what: what.into(), measured: measured.into(), ..Self::default() }
    }

    /// The same in the dev profile, which is told and never judged.
    pub(super) fn dev(mut self, measured: impl Into<String>) -> Self {
        self.dev = measured.into();
        self
    }

    /// What must be reached, and whether it was.
    pub(super) fn reach(mut self, limit: impl Into<String>, reached: bool) -> Self {
        self.reach = limit.into();
        self.verdict = Some(reached);
        self
    }

    /// What others need for it.
    pub(super) fn elsewhere(mut self, text: impl Into<String>) -> Self {
        self.elsewhere = text.into();
        self
    }

    fn verdict(&self) -> &'static str {
        match self.verdict {
            Some(true) => "PASS",
            Some(false) => "**MISS**",
            None => "",
        }
    }
}

/// One part of the report.
#[derive(Debug)]
pub(super) struct Section {
    title: &'static str,
    /// What was measured and how.
    how: String,
    figures: Vec<Figure>,
    /// What stands below the figures.
    more: String,
}

impl Section {
    pub(super) fn new(title: &'static str, how: impl Into<String>) -> Self {
        Self { title, how: how.into(), figures: Vec::new(), more: String::new() }
    }

    pub(super) fn add(&mut self, figure: Figure) {
        self.figures.push(figure);
    }

    /// Adds a paragraph or a table below the figures.
    pub(super) fn add_text(&mut self, text: &str) {
        self.more.push('\n');
        self.more.push_str(text);
        self.more.push('\n');
    }

    /// The figures that are out of reach.
    pub(super) fn missed(&self) -> impl Iterator<Item = String> {
        let missed = self.figures.iter().filter(|f| f.verdict == Some(false));
        missed.map(|f| format!("{}: {}, {} instead of {}", self.title, f.what, f.measured, f.reach))
    }

    pub(super) fn render(&self, machine: &str) -> String {
        let has_dev = self.figures.iter().any(|f| !f.dev.is_empty());
        let cells = |figure: &Figure| {
            let mut cells = vec![figure.what.clone(), figure.measured.clone()];
            if has_dev {
                cells.push(figure.dev.clone());
            }
            cells.extend([figure.reach.clone(), figure.elsewhere.clone()]);
            cells.push(figure.verdict().to_owned());
            cells
        };
        let mut head = vec!["figure", if has_dev { "release" } else { "measured" }];
        if has_dev {
            head.push("dev profile");
        }
        head.extend(["reach", "elsewhere", ""]);
        let rows: Vec<Vec<String>> = self.figures.iter().map(cells).collect();
        let table = table(&head, &rows);
        format!("## {}\n\n{}\n\n{machine}\n\n{table}{}", self.title, self.how, self.more)
    }
}

/// A table in Markdown.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text
}

/// Milliseconds below a second, seconds above.
pub(super) fn time(duration: Duration) -> String {
    let milliseconds = duration.as_secs_f64() * 1e3;
    match milliseconds {
        ..10.0 => format!("{milliseconds:.1} ms"),
        ..1000.0 => format!("{milliseconds:.0} ms"),
        ..10_000.0 => format!("{:.2} s", milliseconds / 1e3),
        _ => format!("{:.1} s", milliseconds / 1e3),
    }
}

/// Seconds of processors, two digits after the point below ten.
pub(super) fn cpu(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    match seconds {
        ..0.1 => format!("{seconds:.4} CPU-s"),
        ..10.0 => format!("{seconds:.3} CPU-s"),
        _ => format!("{seconds:.1} CPU-s"),
    }
}

/// Decimal megabytes.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

/// How many times the second the first is.
pub(super) fn ratio(first: Duration, second: Duration) -> f64 {
    first.as_secs_f64() / second.as_secs_f64().max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_out_of_reach_is_told_apart() {
        let mut section = Section::new("Title", "How.");
        section.add(Figure::new("fast", "1 ms").reach("< 2 ms", true).dev("3 ms"));
        section.add(Figure::new("slow", "9 ms").reach("< 2 ms", false).elsewhere("peer 8 ms"));
        section.add(Figure::new("told", "5"));
        assert_eq!(section.missed().collect::<Vec<_>>(), ["Title: slow, 9 ms instead of < 2 ms"]);
        let expected = "## Title\n\nHow.\n\nMachine.\n\n\
            | figure | release | dev profile | reach | elsewhere |  |\n\
            |---|---|---|---|---|---|\n\
            | fast | 1 ms | 3 ms | < 2 ms |  | PASS |\n\
            | slow | 9 ms |  | < 2 ms | peer 8 ms | **MISS** |\n\
            | told | 5 |  |  |  |  |\n";
        assert_eq!(section.render("Machine."), expected);
    }

    #[test]
    fn figures_have_their_units() {
        assert_eq!(time(Duration::from_micros(4_560)), "4.6 ms");
        assert_eq!(time(Duration::from_millis(234)), "234 ms");
        assert_eq!(time(Duration::from_millis(2_346)), "2.35 s");
        assert_eq!(cpu(Duration::from_micros(4_560)), "0.0046 CPU-s");
        assert_eq!(cpu(Duration::from_millis(345)), "0.345 CPU-s");
        assert_eq!(cpu(Duration::from_millis(61_230)), "61.2 CPU-s");
        assert_eq!(megabytes(5_349_000), "5.3 MB");
    }
}
