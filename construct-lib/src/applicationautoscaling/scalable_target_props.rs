//! What a scalable target takes.

use construct_cfn::refs::IamRoleArn;
use construct_core::{Expr, IntoValue, Value, intrinsic};

use super::dimension::ScalableDimension;
use crate::error::codes;
use crate::iam::Role;
use crate::value::value;
use crate::{Aws, Construct, Diagnostic, Node, Stack};

/// What a [`ScalableTarget`](super::ScalableTarget) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct ScalableTargetProps {
    pub(super) dimension: ScalableDimension,
    pub(super) resource_id: Value<String>,
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) role: Value<IamRoleArn>,
}

impl ScalableTargetProps {
    /// This number of this resource, between 1 and `max_capacity`.
    ///
    /// What names the resource depends on the service, for example
    /// `table/orders` or `function:orders:live`.
    pub fn new(
        dimension: ScalableDimension,
        resource_id: impl IntoValue<String>,
        max_capacity: u32,
    ) -> Self {
        Self {
            dimension,
            resource_id: value(resource_id),
            min: 1,
            max: max_capacity,
            role: Value::unset(),
        }
    }

    /// The least capacity; 1 by default.
    pub fn min_capacity(mut self, capacity: u32) -> Self {
        self.min = capacity;
        self
    }

    /// Who changes the capacity. By default the service-linked role, which AWS
    /// makes where it is missing; EMR alone needs one of the account's.
    pub fn role(mut self, role: &Role) -> Self {
        self.role = role.role_arn();
        self
    }

    /// Names the service-linked role of the service in the account of `scope`,
    /// by the end of its name, for example `DynamoDBTable`. The CDK does so
    /// for its constructs; it changes nothing.
    pub fn service_linked_role(mut self, scope: &dyn Construct, role: &str) -> Self {
        let service = self.dimension.service_namespace();
        let account = Stack::of(scope).map_or(Aws::ACCOUNT_ID, |stack| stack.account());
        let arn: Value<String> = intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::text(":iam::"),
            account.into(),
            Expr::from(format!(
                ":role/aws-service-role/{service}.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_{role}"
            )),
        ]);
        self.role = arn.cast();
        self
    }

    pub(super) fn check(&self, node: &Node) {
        if self.min > self.max {
            node.report(
                Diagnostic::error(
                    codes::CAPACITY_OUT_OF_RANGE,
                    format!(
                        "the least capacity must not be above the most of {}, got {}",
                        self.max, self.min
                    ),
                )
                .help("set it lower with `min_capacity`"),
            );
        }
    }
}
