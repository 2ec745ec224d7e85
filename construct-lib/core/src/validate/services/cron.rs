//! When a rule of EventBridge fires.

use super::view::{Findings, Item, View, text};
use crate::error::codes;

pub(super) fn rule(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(expression) = item.get("ScheduleExpression").and_then(text) else {
        return;
    };
    if let Err((what, help)) = check(&expression) {
        findings.error(
            codes::SCHEDULE_MALFORMED,
            "ScheduleExpression",
            format_args!("`{expression}` {what}"),
            help,
        );
    }
}

type Wrong = (String, &'static str);

const FORMS: &str = "write `rate(5 minutes)` or `cron(0 3 * * ? *)`";
const FIELDS: &str =
    "the six fields are minutes, hours, day of the month, month, day of the week and year";

fn check(expression: &str) -> Result<(), Wrong> {
    let inner = |name: &str| expression.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    match (inner("rate"), inner("cron")) {
        (Some(rate), _) => self::rate(rate),
        (_, Some(cron)) => self::cron(cron),
        _ if expression.is_empty() => Ok(()),
        _ => Err(("is neither a rate nor a cron expression".into(), FORMS)),
    }
}

fn rate(rate: &str) -> Result<(), Wrong> {
    let parts: Vec<&str> = rate.split(' ').collect();
    let [count, unit] = parts[..] else {
        return Err(("is not a number and a unit".into(), FORMS));
    };
    let count: u64 = match count.parse() {
        Ok(0) | Err(_) => return Err((format!("has `{count}` for a count"), "count from one on")),
        Ok(count) => count,
    };
    let singular = ["minute", "hour", "day"];
    let fits = match unit.strip_suffix('s') {
        Some(unit) => count > 1 && singular.contains(&unit),
        None => count == 1 && singular.contains(&unit),
    };
    if fits {
        return Ok(());
    }
    Err((
        format!("has the unit `{unit}` for {count}"),
        "the unit is `minute`, `hour` or `day` for one, and `minutes`, `hours` or `days` for more",
    ))
}

fn cron(cron: &str) -> Result<(), Wrong> {
    let fields: Vec<&str> = cron.split_ascii_whitespace().collect();
    let [minutes, hours, day, month, weekday, year] = fields[..] else {
        return Err((format!("has {} fields, not 6", fields.len()), FIELDS));
    };
    if (day == "?") == (weekday == "?") {
        let what = "must have `?` for exactly one of the day of the month and the day of the week";
        return Err((what.into(), FIELDS));
    }
    let ranges = [
        (minutes, 0, 59, ""),
        (hours, 0, 23, ""),
        (day, 1, 31, "LW"),
        (month, 1, 12, MONTHS),
        (weekday, 1, 7, DAYS),
        (year, 1970, 2199, ""),
    ];
    for (field, least, most, words) in ranges {
        if let Some(part) = outside(field, least, most, words) {
            return Err((format!("has `{part}` where numbers go from {least} to {most}"), FIELDS));
        }
    }
    Ok(())
}

const MONTHS: &str = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC";
const DAYS: &str = "SUN MON TUE WED THU FRI SAT L";

/// The first part of a field that is neither a wildcard, a word nor in range.
fn outside<'t>(field: &'t str, least: u32, most: u32, words: &str) -> Option<&'t str> {
    let mut parts = field.split([',', '-', '/', '#']);
    parts.find(|part| {
        let number = part.trim_end_matches(['L', 'W']);
        match number.parse::<u32>() {
            // A step may be any number, and a place in `2#1` is small.
            Ok(number) => {
                let is_step = field.contains(&format!("/{part}")) || field.contains('#');
                !is_step && !(least..=most).contains(&number)
            }
            Err(_) => {
                let part = part.to_ascii_uppercase();
                let is_word =
                    words.contains(&part) || words.split(' ').any(|word| part.starts_with(word));
                !(part == "*" || part == "?" || is_word)
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn expressions_of_the_documentation_are_accepted() {
        let good = [
            "rate(1 minute)",
            "rate(5 minutes)",
            "rate(1 day)",
            "rate(12 hours)",
            "cron(0 10 * * ? *)",
            "cron(15 12 * * ? *)",
            "cron(0 18 ? * MON-FRI *)",
            "cron(0 8 1 * ? *)",
            "cron(0/15 * * * ? *)",
            "cron(0/10 * ? * MON-FRI *)",
            "cron(0/5 8-17 ? * MON-FRI *)",
            "cron(15 10 ? * 6L 2022-2023)",
            "cron(0 0 L * ? *)",
            "cron(0 9 3W * ? *)",
            "cron(0 9 ? * 2#1 *)",
            "cron(0 9 1,15 JAN,JUL ? *)",
            "cron(0 9 LW * ? *)",
            "cron(0/90 * * * ? *)",
        ];
        for expression in good {
            assert_eq!(check(expression), Ok(()), "{expression}");
        }
    }

    #[test]
    fn fails_what_aws_refuses() {
        let bad = [
            "rate(1 minutes)",
            "rate(5 minute)",
            "rate(0 minutes)",
            "rate(-1 minutes)",
            "rate(5minutes)",
            "rate(5 weeks)",
            "every(5 minutes)",
            "cron(0 3 * * *)",
            "cron(0 3 * * * *)",
            "cron(0 3 ? * ? *)",
            "cron(0 25 * * ? *)",
            "cron(60 3 * * ? *)",
            "cron(0 3 32 * ? *)",
            "cron(0 3 * FOO ? *)",
        ];
        for expression in bad {
            assert!(check(expression).is_err(), "{expression}");
        }
    }
}
