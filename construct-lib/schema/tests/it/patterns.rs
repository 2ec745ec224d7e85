//! Patterns of AWS, as their users read them.

use construct_schema::{Match, Pattern};
use proptest::prelude::*;

#[track_caller]
fn check(pattern: &str, matching: &[&str], others: &[&str]) {
    let compiled = Pattern::new(pattern).unwrap_or_else(|e| panic!("{pattern}: {e}"));
    for text in matching {
        assert_eq!(compiled.search(text), Match::Yes, "{pattern} {text:?}");
    }
    for text in others {
        assert_eq!(compiled.search(text), Match::No, "{pattern} {text:?}");
    }
}

#[test]
fn patterns_match_anywhere_unless_they_say_where() {
    check("b", &["b", "abc"], &["", "a"]);
    check("^b", &["b", "bc"], &["ab"]);
    check("b$", &["ab", "ab\n"], &["bc"]);
    check("", &["", "a"], &[]);
    check("^(a|b)*c?$", &["", "abab", "abc"], &["cab"]);
}

#[test]
fn repetitions_give_back_what_others_need() {
    check("^a{2,3}$", &["aa", "aaa"], &["a", "aaaa"]);
    check("^(ab){2}$", &["abab"], &["ab", "ababab"]);
    check("^a*ab$", &["aaab", "ab"], &["b"]);
    check("^.+?-[0-9]{1,}$", &["a-1", "a-b-22"], &["a-", "-1"]);
    check("^(a*)*$", &["", "aaa"], &["b"]);
    check("^a{,2}$", &["", "aa"], &["aaa"]);
    check("^\\{##[a-z]+##\\}$", &["{##ab##}"], &["{####}"]);
}

#[test]
fn patterns_look_ahead_and_behind() {
    check("^(?!aws:)[a-z:]+$", &["team", "a:aws:"], &["aws:x"]);
    check("^(?=.{3,5}$)[a-z]+$", &["abc"], &["ab", "abcdef"]);
    check("^[a-z.]*(?<!\\.)$", &["a.b"], &["a."]);
    check("(?<=a)b", &["ab"], &["bb"]);
    check("^(\\w)-\\1$", &["a-a"], &["a-b"]);
    check("\\bcat\\b", &["a cat"], &["concat"]);
}

#[test]
fn classes_are_those_of_java_and_python() {
    check("^[^\\s]+$", &["a-b"], &["a b"]);
    check("^[\\w+=,.@-]+$", &["a_b@c"], &["a b"]);
    check("^[a\\]-]+$", &["]-a"], &["b"]);
    check("^[]a]$", &["]"], &["b"]);
    check("^[\\x20-\\x7E]+$", &["a b"], &["\t"]);
    check("^[[:alnum:]]+$", &["a1"], &["-"]);
    check("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", &["a b_1", "이름"], &["a!"]);
    check("^[^\\p{C}]+$", &["a", "가"], &["a\u{7}"]);
    check("(?i)^aws$", &["AWS", "aWs"], &["awz"]);
    check("(?s)^.$", &["\n"], &[]);
    check("^.$", &["가"], &["\n"]);
    // A mark, or not: the standard library does not know.
    check("^[\\p{M}]$", &["\u{301}"], &["a"]);
    // Any character beyond the first plane is a pair of halves in Java.
    check(
        "^[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*$",
        &["a😀"],
        &["\u{1}"],
    );
}

#[test]
fn fails_for_what_is_no_pattern() {
    for pattern in [
        "(",
        ")",
        "[",
        "a{2,1}",
        "\\",
        "*",
        "\\q",
        "\\p{Nobody}",
        "[b-a]",
        "(?x)a",
        "\\2",
        "[a&&b]",
    ] {
        assert!(Pattern::new(pattern).is_err(), "{pattern}");
    }
    assert!(Pattern::new(&"(".repeat(1_000)).is_err());
}

#[test]
fn a_search_that_would_take_for_ever_is_given_up() {
    let text = "a".repeat(60);
    assert_eq!(Pattern::new("^(a+)+$").unwrap().search(&format!("{text}b")), Match::Unknown);
    let long = "ab".repeat(50_000);
    assert_eq!(Pattern::new("^(ab)*$").unwrap().search(&long), Match::Unknown);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn no_pattern_and_no_text_panics(pattern in "[ab(|)?*+{}0-2,\\[\\]\\\\^$.:=!<dwps-]{0,16}", text in "[ab가\n ]{0,20}") {
        if let Ok(pattern) = Pattern::new(&pattern) {
            let _ = pattern.search(&text);
        }
    }
}
