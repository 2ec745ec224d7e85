//! What construct-lib found once, it goes on to find; and it finds nothing where nothing is wrong.

use defects::{bases, cases, judge, ours};

#[test]
fn valid_templates_have_no_finding() {
    let mut wrong = Vec::new();
    for (name, base) in bases().unwrap() {
        wrong.extend(judge(&base.to_string()).into_iter().map(|v| format!("{name}: {}", v.text)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_is_in_the_table_and_found_as_it_says() {
    let (cases, table) = (cases().unwrap(), ours().unwrap());
    assert!(cases.len() >= 60);
    let names: Vec<&String> = cases.iter().map(|case| &case.name).collect();
    assert_eq!(names, table.keys().collect::<Vec<_>>());
    let mut changed = Vec::new();
    for case in &cases {
        let mut codes: Vec<String> = judge(&case.template).into_iter().map(|v| v.code).collect();
        codes.sort();
        codes.dedup();
        if codes != table[&case.name] {
            changed.push(format!("{}: {codes:?}, not {:?}", case.name, table[&case.name]));
        }
    }
    let help = "run `python3 judges/defects/run.py --write` if this is meant";
    assert!(changed.is_empty(), "{}\n{help}", changed.join("\n"));
}
