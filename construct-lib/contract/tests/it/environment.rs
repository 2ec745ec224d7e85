use std::net::IpAddr;

use construct_contract::{Environment, EnvironmentError, Malformed, Parsed, TableName, Variable};

#[derive(Debug, PartialEq)]
struct User;

#[derive(Debug, PartialEq, Environment)]
#[environment(handler = "user-handler")]
struct Env {
    users: TableName<User>,
    #[environment(name = "Pages")]
    page_size: u32,
    verbose: bool,
    ratio: Option<f64>,
    #[environment(default = "10.0.0.1")]
    r#type: Parsed<IpAddr>,
}

fn load(variables: &[(&str, &str)]) -> Result<Env, EnvironmentError> {
    Env::load_from(|name| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, text)| (*text).to_owned())
    })
}

const COMPLETE: [(&str, &str); 5] =
    [("USERS", "users-1"), ("Pages", "25"), ("VERBOSE", "true"), ("RATIO", "0.5"), ("TYPE", "::1")];

#[test]
fn reads_every_variable() {
    let env = load(&COMPLETE).unwrap();
    assert_eq!(
        env,
        Env {
            users: TableName::new("users-1"),
            page_size: 25,
            verbose: true,
            ratio: Some(0.5),
            r#type: Parsed("::1".parse().unwrap()),
        },
    );
    assert_eq!(Env::HANDLER, "user-handler");
}

#[test]
fn optional_variables_may_be_missing() {
    let env = load(&COMPLETE[..3]).unwrap();
    assert_eq!(env.ratio, None);
    assert_eq!(env.r#type, Parsed("10.0.0.1".parse().unwrap()));
}

#[test]
fn fails_with_every_variable_at_once() {
    let error = load(&[("Pages", "-1"), ("RATIO", "NaN"), ("TYPE", "nowhere")]).unwrap_err();
    let address = std::any::type_name::<IpAddr>();
    assert_eq!(
        error.to_string(),
        format!(
            "`user-handler` cannot use 5 of its environment variables\
             \n  `USERS`: not set\
             \n  `Pages`: expected a whole number from 0 to 4294967295\
             \n  `VERBOSE`: not set\
             \n  `RATIO`: expected a number\
             \n  `TYPE`: expected what `{address}` can be read from"
        ),
    );
    let problems: Vec<_> =
        error.problems().iter().map(|problem| (problem.variable(), problem.is_missing())).collect();
    assert_eq!(
        problems,
        [("USERS", true), ("Pages", false), ("VERBOSE", true), ("RATIO", false), ("TYPE", false),],
    );
    assert_eq!(error.handler(), "user-handler");
}

#[test]
fn fails_with_one_variable_in_the_singular() {
    let mut variables = COMPLETE;
    variables[0].1 = "";
    assert_eq!(
        load(&variables).unwrap_err().to_string(),
        "`user-handler` cannot use an environment variable\n  `USERS`: expected the name of a table",
    );
}

#[test]
fn never_shows_a_value() {
    const SECRET: &str = "hunter2";
    let error = load(&COMPLETE.map(|(name, _)| (name, SECRET))).unwrap_err();
    assert_eq!(error.problems().len(), 4);
    assert!(!error.to_string().contains(SECRET));
    assert!(!format!("{error:?}").contains(SECRET));
}

#[test]
fn fails_when_a_default_is_wrong() {
    #[derive(Debug)]
    struct Even;
    impl Variable for Even {
        fn parse(text: &str) -> Result<Self, Malformed> {
            match text.parse::<u8>() {
                Ok(number) if number % 2 == 0 => Ok(Even),
                _ => Err(Malformed::expected("an even number")),
            }
        }
    }
    #[derive(Debug, Environment)]
    #[environment(handler = "counter")]
    #[allow(dead_code)]
    struct CounterEnv {
        #[environment(default = "3")]
        step: Even,
    }

    let error = CounterEnv::load_from(|_| None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`counter` cannot use an environment variable\
         \n  `STEP`: not set, and its default is wrong: expected an even number",
    );
    CounterEnv::load_from(|_| Some("4".to_owned())).unwrap();
}

#[test]
fn a_handler_may_need_no_variables() {
    #[derive(Debug, Environment)]
    #[environment(handler = "pure")]
    struct Nothing;
    #[derive(Debug, Environment)]
    #[environment(handler = "pure")]
    struct Empty {}

    Nothing::load().unwrap();
    Empty::load_from(|_| None).unwrap();
}

#[test]
fn reads_the_environment_of_the_process() {
    #[derive(Debug, Environment)]
    #[environment(handler = "process")]
    struct ProcessEnv {
        // Cargo sets it for every test.
        #[environment(name = "CARGO_PKG_NAME")]
        package: String,
        #[environment(name = "CONSTRUCT_CONTRACT_NOT_SET")]
        absent: Option<String>,
    }

    let env = ProcessEnv::load().unwrap();
    assert_eq!(env.package, "construct-contract");
    assert_eq!(env.absent, None);
}

#[test]
fn whole_numbers_have_their_type_s_range() {
    fn check<T: Variable>(last: &str, beyond: &str) {
        assert!(T::parse(last).is_ok(), "{last}");
        let error = T::parse(beyond).map(|_| ()).unwrap_err();
        assert!(error.to_string().starts_with("expected a whole number"), "{error}");
    }
    check::<i8>("-128", "-129");
    check::<i16>("32767", "32768");
    check::<i32>("2147483647", "2147483648");
    check::<i64>("-9223372036854775808", "-9223372036854775809");
    check::<u8>("255", "256");
    check::<u16>("65535", "65536");
    check::<u32>("4294967295", "4294967296");
    check::<u64>("18446744073709551615", "-1");
    check::<usize>("0", "-1");
}

#[test]
fn a_table_name_asks_nothing_of_its_items() {
    fn check<T: Clone + Eq + std::hash::Hash + Send + Sync + std::fmt::Debug>(_: &T) {}
    struct NotSend(#[allow(dead_code)] *const u8);

    let name = TableName::<NotSend>::new("users");
    check(&name);
    assert_eq!(name.clone(), name);
    assert_eq!(format!("{name} {name:?}"), "users TableName(\"users\")");
    let text: &str = name.as_ref();
    assert_eq!(text, "users");
}
