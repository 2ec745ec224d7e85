//! Functions that only the rules of a template take.

use super::super::expr::{Expr, Key};
use super::super::function::Intrinsic;
use super::super::into_value::{Condition, IntoValue, List, NamedParameter};
use super::super::value::Value;

/// `Fn::Contains`: whether a text is one of a list.
///
/// ```
/// use construct_core::{App, CfnParameter, CfnParameterProps, CfnRule, CfnRuleProps, Stack, StackProps, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let size = CfnParameter::new(&stack, "Size", CfnParameterProps::string());
/// let is_known = intrinsic::contains(["small", "large"], size.value());
/// CfnRule::new(&stack, "SizeIsKnown", CfnRuleProps::new(is_known, "choose a size"));
/// ```
///
/// # Errors
///
/// Synthesis reports `misplaced-function` outside of rules.
#[must_use]
pub fn contains(
    list: impl IntoValue<List<String>>,
    value: impl IntoValue<String>,
) -> Value<Condition> {
    two(Intrinsic::Contains, list.into_expr(), value.into_expr())
}

/// `Fn::EachMemberEquals`: whether every item of a list is this text.
///
/// ```
/// use construct_core::intrinsic;
///
/// let vpcs = intrinsic::ref_all("AWS::EC2::VPC::Id");
/// let is_one = intrinsic::each_member_equals(vpcs, "vpc-1");
/// ```
///
/// # Errors
///
/// Synthesis reports `misplaced-function` outside of rules.
#[must_use]
pub fn each_member_equals(
    list: impl IntoValue<List<String>>,
    value: impl IntoValue<String>,
) -> Value<Condition> {
    two(Intrinsic::EachMemberEquals, list.into_expr(), value.into_expr())
}

/// `Fn::EachMemberIn`: whether every item of a list is one of another.
///
/// ```
/// use construct_core::intrinsic;
///
/// let zones = intrinsic::ref_all("AWS::EC2::AvailabilityZone::Name");
/// let are_near = intrinsic::each_member_in(zones, ["eu-west-1a", "eu-west-1b"]);
/// ```
///
/// # Errors
///
/// Synthesis reports `misplaced-function` outside of rules.
#[must_use]
pub fn each_member_in(
    list: impl IntoValue<List<String>>,
    allowed: impl IntoValue<List<String>>,
) -> Value<Condition> {
    two(Intrinsic::EachMemberIn, list.into_expr(), allowed.into_expr())
}

/// `Fn::RefAll`: what was given for all parameters of one AWS type, for
/// example `AWS::EC2::Subnet::Id`.
///
/// ```
/// use construct_core::intrinsic;
///
/// let subnets = intrinsic::ref_all("AWS::EC2::Subnet::Id");
/// ```
///
/// # Errors
///
/// Synthesis reports `misplaced-function` outside of rules.
#[must_use]
pub fn ref_all(parameter_type: impl Into<Key>) -> Value<List<String>> {
    Value::of(Expr::call(Intrinsic::RefAll, Expr::Str(parameter_type.into())))
}

/// `Fn::ValueOf`: an attribute of what was given for a parameter, for example
/// the `VpcId` of a subnet, or for each when the parameter is a list.
///
/// ```
/// use construct_core::{App, CfnParameter, CfnParameterProps, ParameterType, AwsParameterType, Stack, StackProps, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = CfnParameterProps::new(ParameterType::Aws(AwsParameterType::SubnetId));
/// let subnet = CfnParameter::new(&stack, "Subnet", props);
/// let vpc = intrinsic::value_of(&subnet, "VpcId");
/// ```
///
/// # Errors
///
/// Synthesis reports `misplaced-function` outside of rules.
#[must_use]
pub fn value_of(parameter: &dyn NamedParameter, attribute: impl Into<Key>) -> Value<String> {
    let parameter = Expr::logical_id(parameter.parameter());
    two(Intrinsic::ValueOf, parameter, Expr::Str(attribute.into()))
}

/// `Fn::ValueOfAll`: an attribute of what was given for all parameters of one
/// AWS type.
///
/// ```
/// use construct_core::intrinsic;
///
/// let vpcs = intrinsic::value_of_all("AWS::EC2::Subnet::Id", "VpcId");
/// ```
///
/// # Errors
///
/// Synthesis reports `misplaced-function` outside of rules.
#[must_use]
pub fn value_of_all(
    parameter_type: impl Into<Key>,
    attribute: impl Into<Key>,
) -> Value<List<String>> {
    let parameter_type = Expr::Str(parameter_type.into());
    two(Intrinsic::ValueOfAll, parameter_type, Expr::Str(attribute.into()))
}

fn two<T: ?Sized>(function: Intrinsic, a: Expr, b: Expr) -> Value<T> {
    Value::of(Expr::call(function, Expr::list([a, b])))
}
