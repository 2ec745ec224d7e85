//! Functions that bring a value from elsewhere, or make a text or a list.

use super::super::expr::{Expr, Key, Token};
use super::super::fold;
use super::super::function::Intrinsic;
use super::super::into_value::{IntoValue, Json, List, Map, NamedMapping};
use super::super::value::Value;
use super::{select, split};

/// `Fn::ImportValue`: what another stack of the account and region exports
/// under a name.
///
/// # Errors
///
/// Synthesis reports `late-value` when the name refers to a resource, and
/// `misplaced-function` in a condition.
///
/// ```
/// use construct_core::intrinsic;
///
/// let vpc = intrinsic::import_value("network-vpc");
/// ```
#[must_use]
pub fn import_value(name: impl IntoValue<String>) -> Value<String> {
    Value::of(Expr::call(Intrinsic::ImportValue, name.into_expr()))
}

/// Like [`import_value`], for a list of a known length that was exported as
/// one text with `,` between its items.
///
/// For a list of any length, [`split`](super::split()) what [`import_value`] gives.
///
/// ```
/// use construct_core::intrinsic;
///
/// let [first, second] = intrinsic::import_list_value("network-subnets");
/// ```
#[must_use]
pub fn import_list_value<const N: usize>(name: impl IntoValue<String>) -> [Value<String>; N] {
    let list = split(",", import_value(name));
    let mut index = -1;
    [(); N].map(|()| {
        index += 1;
        select(index, &list)
    })
}

/// `Fn::GetStackOutput`: an output of another stack, of any account and region,
/// whether it is exported or not.
///
/// It is read when this stack is deployed, and nothing keeps the other stack
/// from changing or deleting it.
///
/// ```
/// use construct_core::intrinsic;
///
/// let arn = intrinsic::get_stack_output("Network", "VpcArn").region("eu-west-1").value();
/// ```
#[must_use]
pub fn get_stack_output(
    stack_name: impl IntoValue<String>,
    output_name: impl IntoValue<String>,
) -> GetStackOutput {
    GetStackOutput {
        stack_name: stack_name.into_expr(),
        region: Expr::Unset,
        role_arn: Expr::Unset,
        output_name: output_name.into_expr(),
    }
}

/// See [`get_stack_output`].
#[derive(Debug, Clone)]
pub struct GetStackOutput {
    stack_name: Expr,
    region: Expr,
    role_arn: Expr,
    output_name: Expr,
}

impl GetStackOutput {
    /// The region of the other stack; the same region by default.
    #[must_use]
    pub fn region(mut self, region: impl IntoValue<String>) -> Self {
        self.region = region.into_expr();
        self
    }

    /// The role that reads the other stack, for one of another account; the
    /// role that deploys this stack by default.
    #[must_use]
    pub fn role_arn(mut self, role_arn: impl IntoValue<String>) -> Self {
        self.role_arn = role_arn.into_expr();
        self
    }

    /// What the other stack gives.
    #[must_use]
    pub fn value(self) -> Value<String> {
        Value::of(self.into_expr())
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<String> for GetStackOutput {
    fn into_expr(self) -> Expr {
        let argument = Expr::map([
            ("StackName", self.stack_name),
            ("Region", self.region),
            ("RoleArn", self.role_arn),
            ("OutputName", self.output_name),
        ]);
        Expr::call(Intrinsic::GetStackOutput, argument)
    }
}

/// `Fn::FindInMap`: a value of a mapping by its two keys.
///
/// A key that is a function other than `Ref` and `Fn::FindInMap` brings the
/// transform `AWS::LanguageExtensions`.
///
/// # Errors
///
/// Synthesis reports `late-value` when a key refers to a resource.
#[must_use]
pub fn find_in_map(
    mapping: &dyn NamedMapping,
    top_level_key: impl IntoValue<String>,
    second_level_key: impl IntoValue<String>,
) -> Value<String> {
    let (top, second) = (top_level_key.into_expr(), second_level_key.into_expr());
    Value::of(Expr::token(Token::FindInMap(mapping.mapping(), top, second)))
}

/// Like [`find_in_map`], with what is taken when the mapping has no such keys.
///
/// It brings the transform `AWS::LanguageExtensions`.
///
/// ```
/// use construct_core::{App, Aws, CfnMapping, Stack, StackProps, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let sizes = CfnMapping::new(&stack, "Sizes");
/// sizes.set_value("us-east-1", "Size", "large");
/// let size = intrinsic::find_in_map_with_default(&sizes, Aws::REGION, "Size", "small");
/// ```
#[must_use]
pub fn find_in_map_with_default(
    mapping: &dyn NamedMapping,
    top_level_key: impl IntoValue<String>,
    second_level_key: impl IntoValue<String>,
    default_value: impl IntoValue<String>,
) -> Value<String> {
    let name: Value<String> = Value::of(Expr::logical_id(mapping.mapping()));
    find_in_map_by_name(name, top_level_key, second_level_key, default_value)
}

/// Like [`find_in_map`], where a function chooses the mapping by its logical
/// id. `None` gives no default.
///
/// ```
/// use construct_core::{Aws, intrinsic};
///
/// let name = intrinsic::join("", ["Sizes", "OfProd"]);
/// let size = intrinsic::find_in_map_by_name(name, Aws::REGION, "Size", None::<&str>);
/// ```
#[must_use]
pub fn find_in_map_by_name(
    map_name: impl IntoValue<String>,
    top_level_key: impl IntoValue<String>,
    second_level_key: impl IntoValue<String>,
    default_value: impl IntoValue<String>,
) -> Value<String> {
    let default = match default_value.into_expr() {
        Expr::Unset => Expr::Unset,
        value => Expr::map([("DefaultValue", value)]),
    };
    let keys = [top_level_key.into_expr(), second_level_key.into_expr()];
    let [top, second] = keys;
    let argument = Expr::list([map_name.into_expr(), top, second, default]);
    Value::of(Expr::call(Intrinsic::FindInMap, argument))
}

/// `Fn::GetAZs`: the availability zones of a region that the account can use.
/// `None` is the region of the stack.
///
/// # Errors
///
/// Synthesis reports `misplaced-function` in a condition.
///
/// ```
/// use construct_core::intrinsic;
///
/// let first = intrinsic::select(0, intrinsic::get_azs(None::<&str>));
/// ```
#[must_use]
pub fn get_azs(region: impl IntoValue<String>) -> Value<List<String>> {
    let region = match region.into_expr() {
        Expr::Unset => Expr::text(""),
        region => region,
    };
    Value::of(Expr::call(Intrinsic::GetAzs, region))
}

/// `Fn::Cidr`: `count` address ranges out of one, each of two to the power of
/// `cidr_bits` addresses.
///
/// # Errors
///
/// Synthesis reports `invalid-function-argument` for a count outside of 1 to
/// 256, bits outside of 1 to 128, a text that is no range, and one that has no
/// room for so many.
///
/// ```
/// use construct_core::intrinsic;
///
/// let subnets = intrinsic::cidr("10.0.0.0/16", 4, 8);
/// let first = intrinsic::select(0, subnets);
/// ```
#[must_use]
pub fn cidr(
    ip_block: impl IntoValue<String>,
    count: impl IntoValue<i64>,
    cidr_bits: impl IntoValue<i64>,
) -> Value<List<String>> {
    let argument = [ip_block.into_expr(), count.into_expr(), cidr_bits.into_expr()];
    Value::of(Expr::call(Intrinsic::Cidr, Expr::list(argument)))
}

/// `Fn::Length`: how many items a list has. It brings the transform
/// `AWS::LanguageExtensions`, unless that is known now.
///
/// ```
/// use construct_core::{App, CfnParameter, CfnParameterProps, Expr, ParameterType, Stack, StackProps, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = CfnParameterProps::new(ParameterType::CommaDelimitedList);
/// let names = CfnParameter::new(&stack, "Names", props);
/// let count = intrinsic::length(names.value_list());
/// assert_eq!(intrinsic::length(["a", "b"]).expr(), &Expr::Int(2));
/// ```
#[must_use]
pub fn length(list: impl IntoValue<List<String>>) -> Value<i64> {
    Value::of(fold::length(list.into_expr()))
}

/// `Fn::ToJsonString`: an object or a list as JSON text. It brings the
/// transform `AWS::LanguageExtensions`, unless all of it is known now.
///
/// ```
/// use construct_core::{Aws, Entries, intrinsic};
///
/// let event = Entries::new().set("region", Aws::REGION.cast()).set("kind", "order");
/// let text = intrinsic::to_json_string(event);
/// assert_eq!(intrinsic::to_json_string(Entries::new().set("a", "b")).as_literal(), Some(r#"{"a":"b"}"#));
/// ```
#[must_use]
pub fn to_json_string(value: impl IntoValue<Json>) -> Value<String> {
    Value::of(fold::to_json_string(value.into_expr()))
}

/// `Fn::Transform`: what a macro makes of its parameters.
///
/// The stack then needs `CAPABILITY_AUTO_EXPAND` to be deployed. What the
/// macro gives is vouched for with [`cast`](Value::cast). For a macro beside
/// other properties, give it to an override with the path `Fn::Transform`.
///
/// ```
/// use construct_core::{Value, intrinsic};
///
/// let parameters = [("Location", "s3://snippets/rules.yaml")];
/// let rules = intrinsic::transform("AWS::Include", parameters);
/// ```
#[must_use]
pub fn transform(macro_name: impl Into<Key>, parameters: impl IntoValue<Map<Json>>) -> Value<Json> {
    let call =
        Expr::map([("Name", Expr::Str(macro_name.into())), ("Parameters", parameters.into_expr())]);
    Value::of(Expr::map([("Fn::Transform", Expr::token(Token::Transform(call)))]))
}
