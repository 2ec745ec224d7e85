//! Bad texts: each gives a place and help, at once.

use std::time::{Duration, Instant};

use construct_document::{Document, Problem};

/// Far more than any of these takes, and far less than a hang.
const AT_ONCE: Duration = Duration::from_secs(20);

fn fails(name: &str, text: impl AsRef<[u8]>) -> Problem {
    let begin = Instant::now();
    let problem = Document::parse(name, text).expect_err("this text must be refused");
    assert!(begin.elapsed() < AT_ONCE, "{problem} took {:?}", begin.elapsed());
    assert!(!problem.help().is_empty() && problem.position().line() > 0);
    problem
}

fn check(name: &str, text: impl AsRef<[u8]>, code: &str, shown: &str) {
    let problem = fails(name, text);
    assert_eq!((problem.code(), problem.to_string().as_str()), (code, shown));
}

#[test]
fn fails_on_texts_that_are_cut_off() {
    check(
        "t.json",
        "",
        "template-syntax",
        "t.json:1:1: expected a value, found the end of the text",
    );
    check("t.yaml", "", "template-syntax", "t.yaml:1:1: the text is empty");
    check("t.yaml", "# nothing\n---\n", "template-syntax", "t.yaml:1:1: the document is empty");
    check(
        "t.json",
        "{\"Resources\": {\n \"Topic\": {",
        "template-syntax",
        "t.json:2:12: expected a key, found the end of the text",
    );
    check(
        "t.json",
        "{\"Resources\": [1",
        "template-syntax",
        "t.json:1:17: the text ends inside the list that begins at 1:15",
    );
    check(
        "t.json",
        "{\n \"Res",
        "template-syntax",
        "t.json:2:2: the text that begins here is never closed",
    );
    let problem = fails("t.yaml", "Resources:\n  A: \"open");
    assert_eq!(problem.message(), "a text in quotes is never closed");
    let problem = fails("t.yaml", "Resources:\n  A: [1, 2");
    assert_eq!(problem.message(), "the bracket `[` is never closed");
}

#[test]
fn fails_on_json_that_is_nearly_right() {
    let all = [
        ("{\"a\": 1,}", "t.json:1:9: a comma must be followed by a key"),
        ("[1,]", "t.json:1:4: a comma must be followed by a value"),
        ("{\"a\" 1}", "t.json:1:6: expected `:` behind the key `a`, found `1`"),
        (
            "{\"a\": 1 \"b\": 2}",
            "t.json:1:9: expected `,` or `}` in the object that begins at 1:1, found `\\\"`",
        ),
        ("{'a': 1}", "t.json:1:2: expected a key, found `\\'`"),
        ("{\"a\": .5}", "t.json:1:7: expected a value, found `.`"),
        ("{\"a\": 01}", "t.json:1:7: `01` is no number of JSON"),
        ("{\"a\": 1e}", "t.json:1:7: `1e` is no number of JSON"),
        ("{\"a\": NaN}", "t.json:1:7: expected a value, found `N`"),
        ("{\"a\": trueish}", "t.json:1:7: expected a value, found `t`"),
        ("{\"한글\": \"\t\"}", "t.json:1:9: `\\t` may not stand in a text as it is"),
        ("{\"a\": \"\\x\"}", "t.json:1:8: `\\\\x` is no escape of JSON"),
        (
            "{\"a\": \"\\ud800\"}",
            "t.json:1:8: `\\ud800` is one half of a pair, and the other half is missing",
        ),
        (
            "{\"a\": \"\\udc00\\ud800\"}",
            "t.json:1:8: `\\udc00` is one half of a pair, and the other half is missing",
        ),
        ("{\"a\": \"\\u12\"}", "t.json:1:8: `\\u` needs four hexadecimal digits"),
        ("{}\n{}", "t.json:2:1: the document ends here, but `{` follows"),
        ("// no\n{}", "t.json:1:1: expected a value, found `/`"),
    ];
    for (text, shown) in all {
        check("t.json", text, "template-syntax", shown);
    }
}

#[test]
fn fails_on_keys_that_stand_twice() {
    let json = "{\"A\": 1,\r\n  \"B\": 2,\r\n  \"A\": 3}";
    check(
        "t.json",
        json,
        "template-duplicate-key",
        "t.json:3:3: the key `A` stands in this object already",
    );
    assert_eq!(
        fails("t.json", json).help(),
        "the first one is at 1:2; remove or rename one of them"
    );
    check(
        "t.yaml",
        "Resources:\n  A: 1\n  'A': 2\n",
        "template-duplicate-key",
        "t.yaml:3:3: the key `A` stands in this object already",
    );
}

#[test]
fn fails_on_wrong_indentation() {
    let problem = fails("t.yaml", "Resources:\n\tTopic:\n\t\tType: A\n");
    assert_eq!((problem.position().line(), problem.help()), (2, "indent with spaces only"));
    let problem = fails("t.yaml", "Resources:\n  Topic:\n    Type: A\n   Other: B\n");
    assert_eq!(problem.position().line(), 4, "{problem:#}");
    let problem = fails("t.yaml", "Description: one: two\n");
    assert_eq!(problem.help(), "a text that holds `: ` needs quotes", "{problem}");
    let problem = fails("t.yaml", "A:\n  B: !Base64 !Sub x\n");
    assert!(problem.help().contains("needs its long form"), "{problem:#}");
}

#[test]
fn fails_on_keys_that_are_no_texts() {
    for text in ["? [a]\n: 1\n", "? {a: 1}\n: 1\n", "~: 1\n", ": 1\n", "!Ref a: 1\n"] {
        assert_eq!(fails("t.yaml", text).code(), "template-invalid-key", "{text}");
    }
}

#[test]
fn fails_on_tags_that_are_no_functions() {
    let problem = fails("t.yaml", "A:\n  B: !GetAttr Table.Arn\n");
    assert_eq!(problem.to_string(), "t.yaml:2:6: `!GetAttr` is no function of CloudFormation");
    assert_eq!(problem.help(), "did you mean `!GetAtt`?");
    for text in [
        "a: !!binary aGk=",
        "a: !!timestamp 2010-09-09",
        "a: !!python/object x",
        "a: !<tag:x> y",
        "a: !!int x",
        "a: !!str [x]",
    ] {
        assert_eq!(fails("t.yaml", text).code(), "template-unknown-tag", "{text}");
    }
}

#[test]
fn fails_on_a_second_document() {
    check(
        "t.yaml",
        "A: 1\n---\nB: 2\n",
        "template-syntax",
        "t.yaml:2:1: a second document begins here",
    );
}

#[test]
fn fails_on_what_is_no_text() {
    assert_eq!(fails("t.yaml", b"a: \xff\xfe").code(), "template-encoding");
    assert_eq!(fails("t.yaml", "a: \"\u{0}\"").code(), "template-encoding");
    assert_eq!(fails("t.yaml", "a: \"\\ud800\"").code(), "template-syntax");
    assert_eq!(fails("t.yaml", "a: .inf").code(), "template-invalid-number");
}

#[test]
fn fails_on_aliases_that_stand_for_too_much() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..30 {
        let item = format!("*a{}", i - 1);
        bomb.push_str(&format!("a{i}: &a{i} [{}]\n", vec![item; 10].join(", ")));
    }
    assert_eq!(fails("t.yaml", &bomb).code(), "template-alias");
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1_000_000), vec!["*a"; 1000].join(", "));
    assert_eq!(fails("t.yaml", &long).code(), "template-alias");
    let mut merges = "a0: &a0 {k: v}\n".to_owned();
    for i in 1..200 {
        let before = i - 1;
        merges
            .push_str(&format!("a{i}: &a{i} {{<<: [*a{before}, *a{before}], k{i}: *a{before}}}\n"));
    }
    let code = fails("t.yaml", &merges).code();
    assert!(code == "template-alias" || code == "template-too-deep", "{code}");
    assert_eq!(fails("t.yaml", "a: &a [*a]\n").code(), "template-alias");
    assert_eq!(fails("t.yaml", "a: *b\n").code(), "template-alias");
    let nested = format!("{}x{}", "&a [".repeat(100), "]".repeat(100));
    assert!(Document::parse("t.yaml", format!("a: {nested}\n")).is_ok());
}

#[test]
fn fails_on_depth_without_using_the_stack() {
    for open in ["[", "{\"a\":", "{a: ", "- ", "? ", "[{a: "] {
        let text = open.repeat(100_000);
        for name in ["t.yaml", "t.json"] {
            let code = fails(name, &text).code();
            let expected = ["template-too-deep", "template-syntax", "template-invalid-key"];
            assert!(expected.contains(&code), "{open} {code}");
        }
    }
    let deep = format!("{}1{}", "[".repeat(128), "]".repeat(128));
    assert!(Document::parse_json("t", &deep).is_ok() && Document::parse_yaml("t", &deep).is_ok());
    let deep = format!("[{deep}]");
    assert_eq!(Document::parse_json("t", &deep).unwrap_err().code(), "template-too-deep");
    assert_eq!(Document::parse_yaml("t", &deep).unwrap_err().code(), "template-too-deep");
}

#[test]
fn large_texts_are_read_in_one_pass() {
    let begin = Instant::now();
    let entry = |i: usize| {
        format!(
            "\"Key{i}\": {{\"Type\": \"AWS::SNS::Topic\", \"Properties\": {{\"Name\": [1, true, \"x\"]}}}}"
        )
    };
    let json: Vec<String> = (0..10_000).map(entry).collect();
    let json = format!("{{{}}}", json.join(","));
    assert_eq!(Document::parse_json("t", &json).unwrap().root().as_map().unwrap().len(), 10_000);
    assert_eq!(Document::parse_yaml("t", &json).unwrap().root().as_map().unwrap().len(), 10_000);
    let many = "- 1\n".repeat(1_000_001);
    assert_eq!(fails("t.yaml", &many).code(), "template-too-large");
    assert_eq!(
        fails("t.json", format!("[1{}]", ",1".repeat(1_000_000))).code(),
        "template-too-large"
    );
    let aliases = format!("a: &a x\nb:\n{}", "- *a\n".repeat(20_000));
    assert!(Document::parse_yaml("t", &aliases).is_ok());
    assert!(begin.elapsed() < AT_ONCE, "took {:?}", begin.elapsed());
}
