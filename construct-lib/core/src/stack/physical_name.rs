//! The name that AWS shows for a resource, and how another account or region
//! knows it before the resource is there.

use super::names::outermost_stack;
use super::sha256;
use super::stack::Stack;
use crate::construct::{Construct, Node};
use crate::error::{Diagnostic, codes};
use crate::template::CfnResource;
use crate::token::{Expr, IntoValue, Props, Value};

/// How a resource gets the name that AWS shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum PhysicalName {
    /// CloudFormation makes one up: a resource can be replaced, and nothing
    /// collides.
    #[default]
    Unnamed,
    /// This name.
    Named(Value<String>),
    /// A name made from the path, but only when a stack of another account or
    /// region must name the resource; otherwise CloudFormation makes one up.
    GenerateIfNeeded,
}

impl PhysicalName {
    /// This name.
    #[must_use]
    pub fn named(name: impl IntoValue<String>) -> Self {
        Self::Named(Value::of(name.into_expr()))
    }
}

/// Which property holds the name of a resource, and how it is chosen.
#[derive(Default)]
struct Naming(Option<(&'static str, PhysicalName)>);

impl CfnResource {
    /// Chooses the name that AWS shows, which `property` holds.
    ///
    /// This is how an L2 takes a [`PhysicalName`]: it sets the property, or
    /// leaves it out until [`name_for`](Self::name_for) needs one.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Environment, PhysicalName, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let at = |region| Environment::agnostic().account("123456789012").region(region);
    /// let orders = Stack::new(&app, "Orders", StackProps::new().environment(at("eu-west-1")));
    /// let bucket = CfnResource::new(&orders, "Bucket", "AWS::S3::Bucket");
    /// bucket.set_physical_name("BucketName", PhysicalName::GenerateIfNeeded);
    ///
    /// let reports = Stack::new(&app, "Reports", StackProps::new().environment(at("us-east-1")));
    /// let name = bucket.name_for(&reports);
    /// assert_eq!(name.as_literal(), Some("ordersordersbucket807b649c68469afc4560"));
    /// ```
    pub fn set_physical_name(&self, property: &'static str, name: PhysicalName) {
        let value = match &name {
            PhysicalName::Named(value) => value.expr().clone(),
            PhysicalName::Unnamed | PhysicalName::GenerateIfNeeded => Expr::Unset,
        };
        self.set_props(Props::new().with(property, value));
        self.node().annotate(|naming: &mut Naming| naming.0 = Some((property, name)));
    }

    /// Its name, as `user` must write it: `Ref` in the same account and
    /// region, and elsewhere the name itself, which is generated if it may be.
    ///
    /// # Errors
    ///
    /// Synthesis reports `physical-name-unknown` when another account or
    /// region must name a resource that CloudFormation names, or whose name is
    /// known only at deployment, and `physical-name-without-environment` when
    /// the stack of a resource whose name is to be generated has no fixed
    /// account and region.
    #[track_caller]
    #[must_use]
    pub fn name_for(&self, user: &dyn Construct) -> Value<String> {
        let environment = |node: &Node| outermost_stack(node).map(|stack| stack.environment());
        if environment(self.node()) == environment(user.node()) {
            return Value::of(self.ref_expr());
        }
        let mut naming = None;
        self.node().annotate(|known: &mut Naming| naming.clone_from(&known.0));
        match naming {
            Some((_, PhysicalName::Named(name))) if !name.is_late() => name,
            Some((property, PhysicalName::GenerateIfNeeded)) => {
                let Some(name) = self.named_construct().generate_physical_name() else {
                    return Value::of(self.ref_expr());
                };
                let name = Value::text(name);
                self.set_physical_name(property, PhysicalName::Named(name.clone()));
                name
            }
            naming => {
                let why = match naming {
                    Some((_, PhysicalName::Named(_))) => "its name is known only at deployment",
                    _ => "CloudFormation makes its name up",
                };
                self.node().report(
                    Diagnostic::error(
                        codes::PHYSICAL_NAME_UNKNOWN,
                        format!(
                            "`{}` of another account or region names this resource, but {why}",
                            user.node().path()
                        ),
                    )
                    .help("name the resource with a literal, or with `PhysicalName::GenerateIfNeeded`")
                    .at_caller(),
                );
                Value::of(self.ref_expr())
            }
        }
    }

    /// The construct that the resource stands for: an L2, or itself.
    fn named_construct(&self) -> Node {
        let node = self.node();
        let scope = node.scope().filter(|scope| scope.default_child().as_ref() == Some(node));
        scope.unwrap_or_else(|| node.clone())
    }
}

/// How much of the stack's name, of the path and of the hash a name holds.
const STACK: usize = 25;
const PATH: usize = 24;
const HASH: usize = 12;

impl Node {
    /// A name for the resource of this construct that nobody else has, known
    /// before it is there: at most 61 lower-case letters, digits and hyphens.
    ///
    /// What `PhysicalName.GENERATE_IF_NEEDED` becomes in the AWS CDK. It is
    /// made from the name of the stack, the path, the account and the region.
    ///
    /// # Errors
    ///
    /// Gives nothing, and synthesis reports `physical-name-without-environment`,
    /// when the stack has no fixed account and region.
    #[track_caller]
    #[must_use]
    pub fn generate_physical_name(&self) -> Option<String> {
        let stack = outermost_stack(self);
        let environment = stack.as_ref().map(Stack::environment).unwrap_or_default();
        let place = environment.account_id().zip(environment.region_name());
        let (Some(stack), Some((account, region))) = (stack, place) else {
            self.report(
                Diagnostic::error(
                    codes::PHYSICAL_NAME_WITHOUT_ENVIRONMENT,
                    "a name cannot be generated without a fixed account and region",
                )
                .help("fix them with `StackProps::environment`, or name the resource yourself")
                .at_caller(),
            );
            return None;
        };
        let (stack, path) = (stack.stack_name(), self.unique_id());
        let hash = sha256::hex(&format!("{stack}{path}{region}{account}"));
        let last = path.chars().count().saturating_sub(PATH);
        let parts = stack.chars().take(STACK).chain(path.chars().skip(last));
        let mut name: String = parts.collect();
        name.push_str(&hash[..HASH]);
        Some(name.to_lowercase())
    }
}
