use construct_contract::{
    Environment, Fill, Literal, Malformed, Parsed, TableName, Variable, Wiring,
};

use crate::stack::{Expression, Table, handler};

#[derive(Debug, PartialEq)]
struct User;

fn text(text: &str) -> Expression {
    Expression::Text(text.to_owned())
}

#[derive(Environment)]
#[environment(handler = "user-handler")]
#[allow(dead_code)]
struct Env {
    users: TableName<User>,
    greeting: String,
    page_size: u32,
    verbose: bool,
    #[environment(name = "RATIO_OF_ALL")]
    ratio: f64,
    port: Parsed<std::num::NonZeroU16>,
}

#[test]
fn variables_are_filled_in_the_order_of_the_environment() {
    let users = Table::<User>::new("UserTable");
    // Text of a short life, as in a construct that hands on its argument.
    let greeting = String::from("hello");
    let (name, variables) = handler(EnvWire {
        ratio: 0.5,
        page_size: 25,
        users: &users,
        verbose: true,
        greeting: greeting.as_str(),
        port: Parsed(std::num::NonZeroU16::MIN),
    });
    assert_eq!(name, "user-handler");
    assert_eq!(
        variables,
        [
            ("USERS", Expression::Ref("UserTable")),
            ("GREETING", text("hello")),
            ("PAGE_SIZE", text("25")),
            ("VERBOSE", text("true")),
            ("RATIO_OF_ALL", text("0.5")),
            ("PORT", text("1")),
        ],
    );
}

#[test]
fn what_the_stack_fills_the_handler_reads() {
    #[derive(Debug, PartialEq, Environment)]
    #[environment(handler = "echo")]
    struct EchoEnv {
        text: String,
        flag: bool,
        number: f64,
        smallest: i64,
        largest: u64,
        table: TableName<User>,
    }

    let (_, variables) = handler(EchoEnvWire {
        text: " \"ü\n",
        flag: false,
        number: 1e-7,
        smallest: i64::MIN,
        largest: u64::MAX,
        table: TableName::new("made-elsewhere"),
    });
    let env = EchoEnv::load_from(|name| {
        let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
        match value {
            Expression::Text(text) => Some(text.clone()),
            Expression::Ref(_) => None,
        }
    });
    assert_eq!(
        env.unwrap(),
        EchoEnv {
            text: " \"ü\n".to_owned(),
            flag: false,
            number: 1e-7,
            smallest: i64::MIN,
            largest: u64::MAX,
            table: TableName::new("made-elsewhere"),
        },
    );
}

#[derive(Environment)]
#[environment(handler = "optional")]
#[allow(dead_code)]
struct OptionalEnv {
    archive: Option<TableName<User>>,
    greeting: Option<String>,
    #[environment(default = "25")]
    page_size: u32,
    mode: Option<Mode>,
}

#[derive(Debug)]
struct Mode;

impl Variable for Mode {
    fn parse(_: &str) -> Result<Self, Malformed> {
        Ok(Mode)
    }
}

impl<V: Literal> Fill<Mode, V> for Mode {
    fn fill(self) -> V {
        V::literal("mode".to_owned())
    }
}

#[test]
fn optional_variables_are_filled_like_the_others() {
    let archive = Table::<User>::new("Archive");
    let (_, variables) = handler(OptionalEnvWire {
        archive: &archive,
        greeting: "hello",
        page_size: 50,
        mode: Some(Mode),
    });
    assert_eq!(
        variables,
        [
            ("ARCHIVE", Expression::Ref("Archive")),
            ("GREETING", text("hello")),
            ("PAGE_SIZE", text("50")),
            ("MODE", text("mode")),
        ],
    );
    let (_, variables) = handler(OptionalEnvWire {
        archive: Some(TableName::new("made-elsewhere")),
        greeting: Expression::Ref("Parameter"),
        page_size: Some(50),
        mode: None,
    });
    assert_eq!(
        variables,
        [
            ("ARCHIVE", text("made-elsewhere")),
            ("GREETING", Expression::Ref("Parameter")),
            ("PAGE_SIZE", text("50")),
        ],
    );
}

#[test]
fn none_leaves_a_variable_out() {
    let (name, variables) =
        handler(OptionalEnvWire { archive: None, greeting: None, page_size: None, mode: None });
    assert_eq!(name, "optional");
    assert_eq!(variables, []);
}

#[test]
fn a_wiring_shows_what_it_holds() {
    let wiring = Wiring::<OptionalEnv, Expression>::from(OptionalEnvWire {
        archive: None,
        greeting: &String::from("hello"),
        page_size: None,
        mode: None,
    });
    assert_eq!(wiring.variables(), [("GREETING", text("hello"))]);
    assert_eq!(format!("{wiring:?}"), "Wiring { variables: [(\"GREETING\", Text(\"hello\"))] }",);
}

#[test]
fn a_handler_without_variables_has_an_empty_wire() {
    #[derive(Environment)]
    #[environment(handler = "pure")]
    struct Pure;

    let (name, variables) = handler(PureWire {});
    assert_eq!((name, variables), ("pure", Vec::new()));
}

#[test]
fn an_environment_made_by_a_macro() {
    macro_rules! environment {
        ($name:ident, $field:ident: $ty:ty, $handler:literal) => {
            #[derive(Environment)]
            #[environment(handler = $handler)]
            #[allow(dead_code)]
            struct $name {
                $field: $ty,
                note: Option<$ty>,
            }
        };
    }
    environment!(MacroEnv, count: u8, "counter");

    let (name, variables) = handler(MacroEnvWire { count: 1, note: None });
    assert_eq!((name, variables), ("counter", vec![("COUNT", text("1"))]));
}
