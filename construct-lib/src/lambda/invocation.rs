//! What API Gateway calls to call a function.

use construct_cfn::refs::LambdaFunctionArn;
use construct_core::{Aws, Construct, Expr, Value, intrinsic};

use crate::Stack;

/// The address under which API Gateway calls a function, in the region of `scope`.
///
/// See AWS on the [`Uri` of an integration](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html).
pub(crate) fn invocation_uri(
    scope: &dyn Construct,
    function: &Value<LambdaFunctionArn>,
) -> Value<String> {
    let region = Stack::of(scope).map_or(Aws::REGION, |stack| stack.region());
    intrinsic::concat([
        Expr::text("arn:"),
        Aws::PARTITION.into(),
        Expr::text(":apigateway:"),
        region.into(),
        Expr::text(":lambda:path/2015-03-31/functions/"),
        function.clone().into(),
        Expr::text("/invocations"),
    ])
}
