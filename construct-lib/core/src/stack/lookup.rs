//! Values that are looked up in the account while the program runs, in the
//! AWS CDK's form: its command line looks them up and keeps them.

use std::borrow::Cow;

use super::app;
use super::asset::Synthesizer;
use super::environment::Environment;
use super::names::outermost_stack;
use super::stack::Stack;
use crate::construct::{Construct, Node};
use crate::error::{Diagnostic, codes};
use crate::template::literal_json;
use crate::token::{Expr, IntoValue, Intrinsic, Json, Key, List, Props, Token, Value, intrinsic};

/// A question to the account that a stack is deployed to.
///
/// The answer is a context value under a key that is made of the question.
/// While there is none, the program gets a stand-in, and the official `cdk`
/// command is asked for the real one: it looks it up, keeps it in
/// `cdk.context.json`, and runs the program again. From then on everybody who
/// has that file gets the same answer, without an account.
///
/// # Errors
///
/// Synthesis reports `lookup-without-environment` when the stack has no fixed
/// account and region, `lookup-failed` when the look-up failed, and
/// `late-value` when something in the question is known only at deployment.
///
/// # Example
///
/// ```
/// use construct_core::{App, ContextQuery, Environment, Expr, Stack, StackProps};
///
/// let app = App::new();
/// let environment = Environment::agnostic().account("123456789012").region("eu-west-1");
/// let stack = Stack::new(&app, "Orders", StackProps::new().environment(environment));
/// let query = ContextQuery::new("hosted-zone").prop("domainName", "example.com");
/// let zone = query.dummy_value(Expr::map([("Id", Expr::text("DUMMY"))])).value(&stack);
/// assert_eq!(zone, Expr::map([("Id", Expr::text("DUMMY"))]));
/// let key = "hosted-zone:account=123456789012:domainName=example.com:region=eu-west-1";
/// assert_eq!(app.missing_context()[0].key(), key);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ContextQuery {
    provider: Key,
    props: Props,
    dummy: Expr,
    must_exist: Option<bool>,
    cache_key: Option<String>,
    in_environment: bool,
}

/// A context value that nobody knows yet: what the command line is asked to look up.
#[derive(Debug, Clone, PartialEq)]
pub struct MissingContext {
    key: String,
    provider: Key,
    props: Props,
    stack: String,
    environment: Environment,
    synthesizer: Synthesizer,
    finding: Diagnostic,
}

/// What was asked for in one stack and is not known.
#[derive(Default)]
struct Missing(Vec<MissingContext>);

/// The key under which the CDK's command line tells that a look-up failed.
const PROVIDER_ERROR: &str = "$providerError";
/// The context that stands in for the zones of a stack whose environment is open.
const FALLBACK_ZONES: &str = "aws:cdk:availability-zones:fallback";

impl ContextQuery {
    /// A question to one of the CDK's context providers: `ami`,
    /// `availability-zones`, `cc-api-provider`, `hosted-zone`, `key-provider`,
    /// `load-balancer`, `security-group`, `ssm`, `vpc-provider` …
    #[must_use]
    pub fn new(provider: impl Into<Key>) -> Self {
        Self {
            provider: provider.into(),
            props: Props::new(),
            dummy: Expr::Unset,
            must_exist: None,
            cache_key: None,
            in_environment: true,
        }
    }

    /// Sets one property of the question, named as the provider names it.
    #[must_use]
    pub fn prop(mut self, name: impl Into<Key>, value: impl IntoValue<Json>) -> Self {
        self.props.put(name, value.into_expr());
        self
    }

    /// What the program gets until the answer is known; nothing by default.
    #[must_use]
    pub fn dummy_value(mut self, value: impl IntoValue<Json>) -> Self {
        self.dummy = value.into_expr();
        self
    }

    /// Whether the look-up fails when there is nothing: as the provider
    /// decides by default. Otherwise the stand-in becomes the answer.
    #[must_use]
    pub fn must_exist(mut self, must_exist: bool) -> Self {
        self.must_exist = Some(must_exist);
        self
    }

    /// Keeps the answer apart from that to the same question with another key.
    #[must_use]
    pub fn additional_cache_key(mut self, key: impl Into<String>) -> Self {
        self.cache_key = Some(key.into());
        self
    }

    /// Leaves the account and the region out of the question.
    #[must_use]
    pub fn without_environment(mut self) -> Self {
        self.in_environment = false;
        self
    }

    /// The answer, or the stand-in while it is not known.
    #[track_caller]
    #[must_use]
    pub fn value(&self, scope: &dyn Construct) -> Expr {
        let node = scope.node();
        let Some((stack, question)) = self.question(node) else {
            return self.dummy.clone();
        };
        let key = format!("{}:{}", self.provider, parts(question.entries()).join(":"));
        if let Some(answer) = node.context_expr(&key) {
            let Some(failure) = provider_error(&answer) else {
                return answer;
            };
            node.report(
                Diagnostic::error(
                    codes::LOOKUP_FAILED,
                    format!("the look-up of `{key}` failed: {failure}"),
                )
                .help(format!(
                    "correct what is asked for, or put the value under this key into `{CONTEXT_FILE}`"
                ))
                .at_caller(),
            );
            return self.dummy.clone();
        }
        let finding = Diagnostic::error(
            codes::LOOKUP_MISSING,
            format!("`{key}` was not looked up yet"),
        )
        .help(format!(
            "run `cdk synth` once, which looks it up with your credentials, or put the value \
             under this key into `{CONTEXT_FILE}`"
        ))
        .at_caller();
        let finding = node.freeze(|arena| arena.place(finding, node.index()));
        let missing = MissingContext {
            key,
            provider: self.provider.clone(),
            props: self.asked(question),
            stack: stack.node().path(),
            environment: stack.environment(),
            synthesizer: Synthesizer::default(),
            finding,
        };
        stack.node().annotate(|all: &mut Missing| {
            if !all.0.iter().any(|known| known.key == missing.key) {
                all.0.push(missing);
            }
        });
        self.dummy.clone()
    }

    /// What makes the key; nothing, with a report, when it cannot be asked.
    #[track_caller]
    fn question(&self, node: &Node) -> Option<(Stack, Props)> {
        // A nested stack is in the account and the region of the one around it.
        let stack = outermost_stack(node);
        let environment = stack.as_ref().map(Stack::environment).unwrap_or_default();
        let place = environment.account_id().zip(environment.region_name());
        let (Some(stack), Some((account, region))) = (stack, place) else {
            node.report(
                Diagnostic::error(
                    codes::LOOKUP_WITHOUT_ENVIRONMENT,
                    format!(
                        "`{}` cannot be looked up without a fixed account and region",
                        self.provider
                    ),
                )
                .help(
                    "give the stack one: `StackProps::new().environment(Environment::agnostic()\
                     .account(\"123456789012\").region(\"eu-west-1\"))`",
                )
                .at_caller(),
            );
            return None;
        };
        let late = self.props.entries().iter().find(|(_, value)| !value.is_literal());
        if let Some((name, _)) = late {
            node.report(
                Diagnostic::error(
                    codes::LATE_VALUE,
                    format!(
                        "`{name}` of a look-up is known only at deployment, but is asked for now"
                    ),
                )
                .help("give a literal")
                .at_caller(),
            );
            return None;
        }
        let mut question = Props::new();
        if self.in_environment {
            question.put("account", Expr::from(account));
            question.put("region", Expr::from(region));
        }
        if let Some(key) = &self.cache_key {
            question.put("additionalCacheKey", Expr::from(key.as_str()));
        }
        question.merge(self.props.clone());
        Some((stack, question))
    }

    /// The question as the command line gets it.
    fn asked(&self, question: Props) -> Props {
        let mut asked = Props::new().with("dummyValue", self.dummy.clone());
        if let Some(must_exist) = self.must_exist {
            asked.put("ignoreErrorOnMissingContext", Expr::Bool(!must_exist));
        }
        if let Some(key) = question.get("additionalCacheKey") {
            asked.put("additionalCacheKey", key.clone());
        }
        asked.merge(question);
        asked
    }
}

/// The file in which the CDK's command line keeps answers.
const CONTEXT_FILE: &str = "cdk.context.json";

fn provider_error(answer: &Expr) -> Option<String> {
    let Expr::Map(entries) = answer else {
        return None;
    };
    let (_, error) = entries.iter().find(|(key, _)| key == PROVIDER_ERROR)?;
    Some(error.as_str().map_or_else(|| literal_json(error), str::to_owned))
}

/// Each scalar of a question as `name=value`, sorted as JavaScript sorts.
fn parts(entries: &[(Key, Expr)]) -> Vec<String> {
    let mut all = Vec::new();
    for (name, value) in entries {
        add_parts(&mut all, name, value);
    }
    all.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
    all
}

fn add_parts(all: &mut Vec<String>, name: &str, value: &Expr) {
    match value {
        Expr::Unset => {}
        Expr::Str(text) => all.push(format!("{name}={}", text.replace(':', "$:"))),
        Expr::Map(entries) => {
            entries.iter().for_each(|(key, value)| add_parts(all, &format!("{name}.{key}"), value));
        }
        Expr::List(items) => {
            for (i, item) in items.iter().enumerate() {
                add_parts(all, &format!("{name}.{i}"), item);
            }
        }
        scalar => all.push(format!("{name}={}", literal_json(scalar))),
    }
}

impl MissingContext {
    /// The key under which the answer will be found.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Who answers, for example `ssm`.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// What is asked: names, and values as JSON.
    pub fn props(&self) -> impl Iterator<Item = (&str, String)> {
        self.props.entries().iter().map(|(name, value)| (&**name, literal_json(value)))
    }

    /// The path of the stack in whose account and region it is looked up.
    #[must_use]
    pub fn stack_path(&self) -> &str {
        &self.stack
    }

    /// The account and the region that are asked.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// How the stack that asks is published; a bootstrap stack has a role for look-ups.
    #[must_use]
    pub fn synthesizer(&self) -> &Synthesizer {
        &self.synthesizer
    }

    /// The finding for whoever cannot go on without the answer, at the
    /// construct that asked first.
    #[must_use]
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.finding
    }
}

/// What all stacks at and below a node asked for, each key once.
pub(super) fn missing(root: &Node) -> Vec<MissingContext> {
    root.freeze(|arena| {
        let mut all: Vec<MissingContext> = Vec::new();
        for stack in 0..arena.len() {
            for missing in arena.annotation::<Missing>(stack).iter().flat_map(|m| &m.0) {
                if !all.iter().any(|known| known.key == missing.key) {
                    let synthesizer = app::synthesizer(arena, stack);
                    all.push(MissingContext { synthesizer, ..missing.clone() });
                }
            }
        }
        all
    })
}

impl Stack {
    /// The names of the availability zones that it can use.
    ///
    /// They are [looked up](ContextQuery) where the account and the region are
    /// fixed. Otherwise they are the first two of whatever region it is
    /// deployed to: `Fn::Select` of `Fn::GetAZs`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `context-type-mismatch` when the context has no list of texts.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_core::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// assert_eq!(stack.availability_zones().len(), 2);
    /// ```
    #[track_caller]
    #[must_use]
    pub fn availability_zones(&self) -> Vec<Value<String>> {
        let environment =
            outermost_stack(self.node()).unwrap_or_else(|| self.clone()).environment();
        let is_fixed = environment.account_id().is_some() && environment.region_name().is_some();
        let known = if is_fixed {
            let dummies = ["dummy1a", "dummy1b", "dummy1c"].map(Expr::text);
            ContextQuery::new("availability-zones").dummy_value(Expr::list(dummies)).value(self)
        } else if let Some(zones) = self.node().context_expr(FALLBACK_ZONES) {
            zones
        } else {
            let all = Token::Call(Intrinsic::GetAzs, Expr::text(""));
            let all: Value<List<String>> = Value::of(Expr::Token(Box::new(all)));
            return (0..2).map(|i| intrinsic::select(i, &all)).collect();
        };
        let zones = texts(&known);
        if zones.is_none() {
            self.node()
                .report(mismatch("availability-zones", "a list of texts", &known).at_caller());
        }
        zones.unwrap_or_default()
    }
}

fn texts(list: &Expr) -> Option<Vec<Value<String>>> {
    let Expr::List(items) = list else {
        return None;
    };
    items.iter().map(|item| item.as_str().map(Value::from)).collect()
}

/// The value of an SSM parameter as it is when the program runs; a text that
/// can be taken apart, unlike a reference.
///
/// The value is [looked up](ContextQuery) once and kept in
/// `cdk.context.json`, where everybody can read it: not for secrets. Until then it is
/// `dummy-value-for-` and the name.
///
/// # Errors
///
/// Synthesis reports `lookup-without-environment` when the stack has no fixed
/// account and region, `lookup-failed` when there is no such parameter, and
/// `context-type-mismatch` when the context has no text for it.
///
/// # Example
///
/// ```
/// use construct_core::{App, Environment, Stack, StackProps, lookup};
///
/// let app = App::new();
/// let environment = Environment::agnostic().account("123456789012").region("eu-west-1");
/// let stack = Stack::new(&app, "Orders", StackProps::new().environment(environment));
/// let domain = lookup::ssm_parameter(&stack, "/orders/domain");
/// assert_eq!(domain, "dummy-value-for-/orders/domain");
/// ```
#[track_caller]
#[must_use]
pub fn ssm_parameter(scope: &dyn Construct, name: &str) -> String {
    ssm(scope, name, format!("dummy-value-for-{name}"), true)
}

/// The same, or `default` where there is no such parameter.
#[track_caller]
#[must_use]
pub fn ssm_parameter_or(scope: &dyn Construct, name: &str, default: &str) -> String {
    ssm(scope, name, default.to_owned(), false)
}

#[track_caller]
fn ssm(scope: &dyn Construct, name: &str, dummy: String, must_exist: bool) -> String {
    let query = ContextQuery::new("ssm").prop("parameterName", name);
    let known = query.dummy_value(dummy.as_str()).must_exist(must_exist).value(scope);
    if let Expr::Str(text) = known {
        return text.into_owned();
    }
    scope.node().report(mismatch(name, "a text", &known).at_caller());
    dummy
}

/// What an answer should have been.
fn mismatch(what: &str, expected: &'static str, got: &Expr) -> Diagnostic {
    Diagnostic::error(
        codes::CONTEXT_TYPE_MISMATCH,
        format!("the context value for `{what}` must be {expected}, got `{}`", literal_json(got)),
    )
    .help(Cow::Owned(format!(
        "correct it in `{CONTEXT_FILE}`, or delete it there to have it looked up again"
    )))
}
