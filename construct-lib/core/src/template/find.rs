//! Finding resources, and what is known of their properties.

use super::expand::current;
use super::resource::{CfnResource, Resource};
use crate::construct::{Construct, Node};
use crate::token::Expr;

impl CfnResource {
    /// The resource at this very node, when it has this type.
    ///
    /// This is what an aspect asks, which visits every construct: unlike
    /// [`at`](Self::at) it does not reach through an L2, whose resource is
    /// visited by itself.
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Construct, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let topic = CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
    /// assert_eq!(CfnResource::of_type(topic.node(), "AWS::SNS::Topic"), Some(topic));
    /// assert_eq!(CfnResource::of_type(stack.node(), "AWS::SNS::Topic"), None);
    /// ```
    #[must_use]
    pub fn of_type(node: &Node, type_name: &str) -> Option<Self> {
        let is_one = node.freeze(|arena| {
            let resource: Option<&Resource> = arena.state(node.index());
            resource.is_some_and(|r| r.type_name() == type_name)
        });
        if is_one { Self::at(node) } else { None }
    }

    /// All resources at and below a construct, in the order of the template.
    #[must_use]
    pub fn find_all(scope: &dyn Construct) -> Vec<Self> {
        Self::find(scope, &|_| true)
    }

    /// All resources of one type at and below a construct, in the order of the template.
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
    /// CfnResource::new(&stack, "Queue", "AWS::SQS::Queue");
    /// assert_eq!(CfnResource::find_all_of_type(&app, "AWS::SQS::Queue").len(), 1);
    /// ```
    #[must_use]
    pub fn find_all_of_type(scope: &dyn Construct, type_name: &str) -> Vec<Self> {
        Self::find(scope, &|r| r.type_name() == type_name)
    }

    fn find(scope: &dyn Construct, is_wanted: &dyn Fn(&Resource) -> bool) -> Vec<Self> {
        let node = scope.node();
        let found: Vec<u32> = node.freeze(|arena| {
            let all = arena.preorder(node.index());
            all.filter(|&n| arena.state::<Resource>(n).is_some_and(is_wanted)).collect()
        });
        found.into_iter().filter_map(|n| Self::at(&node.at_index(n))).collect()
    }

    /// What the template will hold at a path below `Properties`, as far as it
    /// is known now: properties, patches and overrides, but not the tags that
    /// scopes add.
    ///
    /// The path is written as in [`add_property_override`](Self::add_property_override).
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Expr, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let queue = CfnResource::new(&stack, "Queue", "AWS::SQS::Queue");
    /// queue.add_property_override("RedrivePolicy.maxReceiveCount", Expr::Int(3));
    /// assert_eq!(queue.property("RedrivePolicy.maxReceiveCount"), Some(Expr::Int(3)));
    /// assert_eq!(queue.property("VisibilityTimeout"), None);
    /// ```
    #[must_use]
    pub fn property(&self, path: &str) -> Option<Expr> {
        self.node().read(|resource: &Resource| current(resource, path)).flatten()
    }
}
