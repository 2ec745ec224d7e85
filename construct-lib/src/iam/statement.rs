//! One statement of a policy.

use construct_core::{Expr, IntoValue, Key};

use super::condition::{Condition, Conditions};
use super::principal::{Principal, STAR};

/// Whether a statement allows or denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Effect {
    /// What it names is allowed.
    #[default]
    Allow,
    /// What it names is denied, whatever else allows it.
    Deny,
}

impl Effect {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

/// One statement of a policy: who may, or may not, do what with what.
///
/// Appears in the `Statement` list of a
/// [policy document](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html).
///
/// ```
/// use construct_lib::iam::{Condition, ConditionKey, PolicyStatement, StringKey, action};
///
/// // Keys of services with constructs are constants in `iam::keys`.
/// const FROM: ConditionKey<StringKey> = ConditionKey::new("ses:FromAddress");
///
/// let send_mail = PolicyStatement::allow()
///     .actions([action!("ses:SendEmail")])
///     .resource("*")
///     .condition(Condition::string_equals(FROM, "orders@example.com"));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct PolicyStatement {
    pub(super) sid: Option<Key>,
    pub(super) effect: Effect,
    pub(super) actions: Vec<Expr>,
    pub(super) not_actions: Vec<Expr>,
    pub(super) resources: Vec<Expr>,
    pub(super) not_resources: Vec<Expr>,
    pub(super) principals: Vec<(&'static str, Expr)>,
    pub(super) not_principals: Vec<(&'static str, Expr)>,
    pub(super) conditions: Conditions,
    /// What its principals ask for; all of them must ask for the same.
    principal_conditions: Option<Conditions>,
    pub(super) has_mixed_principals: bool,
    /// Why AWS would refuse its principals.
    pub(super) problems: Vec<Key>,
}

impl PolicyStatement {
    /// Allows what it will name.
    pub fn allow() -> Self {
        Self::default()
    }

    /// Denies what it will name, whatever else allows it.
    pub fn deny() -> Self {
        Self { effect: Effect::Deny, ..Self::default() }
    }

    /// Names the statement, which then merges with no other.
    pub fn sid(mut self, sid: impl Into<Key>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// Adds actions: constants of [`actions`](super::actions) and, for all
    /// services, [`action!`](super::action!), whose names are checked while compiling.
    ///
    /// A text is checked by synthesis.
    ///
    /// ```
    /// use construct_lib::iam::{Action, PolicyStatement, action, actions};
    ///
    /// let read = [actions::dynamodb::GET_ITEM, action!("ses:SendEmail"), Action::wildcard("s3:Get*")];
    /// let statement = PolicyStatement::allow().actions(read).resource("*");
    /// ```
    ///
    /// # Errors
    ///
    /// Synthesis warns of `unknown-action` when AWS has no action of this
    /// name, and says which one may be meant.
    pub fn actions<A: IntoValue<String>>(mut self, actions: impl IntoIterator<Item = A>) -> Self {
        extend(&mut self.actions, actions);
        self
    }

    /// Covers every action but these.
    pub fn not_actions<A: IntoValue<String>>(
        mut self,
        actions: impl IntoIterator<Item = A>,
    ) -> Self {
        extend(&mut self.not_actions, actions);
        self
    }

    /// Adds one resource, by its ARN or a pattern.
    pub fn resource(self, resource: impl IntoValue<String>) -> Self {
        self.resources([resource])
    }

    /// Adds resources, by their ARNs or patterns.
    pub fn resources<R: IntoValue<String>>(
        mut self,
        resources: impl IntoIterator<Item = R>,
    ) -> Self {
        extend(&mut self.resources, resources);
        self
    }

    /// Covers every resource but these.
    pub fn not_resources<R: IntoValue<String>>(
        mut self,
        resources: impl IntoIterator<Item = R>,
    ) -> Self {
        extend(&mut self.not_resources, resources);
        self
    }

    /// Adds someone who acts; for policies of resources and for trust policies.
    ///
    /// The principal's own conditions become conditions of the statement.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-statement` when two principals of one
    /// statement come with different conditions, which would then hold for both.
    pub fn principal(mut self, principal: &Principal) -> Self {
        for member in &principal.members {
            push(&mut self.principals, member.entry());
            self.problems.extend(member.problem.clone());
            match &self.principal_conditions {
                Some(first) if *first != member.conditions => self.has_mixed_principals = true,
                Some(_) => {}
                None => {
                    self.principal_conditions = Some(member.conditions.clone());
                    self.conditions.extend(&member.conditions);
                }
            }
        }
        self
    }

    /// Covers everyone but this principal.
    pub fn not_principal(mut self, principal: &Principal) -> Self {
        for member in &principal.members {
            push(&mut self.not_principals, member.entry());
            self.problems.extend(member.problem.clone());
        }
        self
    }

    /// Holds only when a condition does. All that are added must hold; of two
    /// for one operator and key the later one is taken.
    pub fn condition(mut self, condition: Condition) -> Self {
        self.conditions.add(condition);
        self
    }

    /// The same statement about no resource yet.
    pub(super) fn without_resources(mut self) -> Self {
        self.resources.clear();
        self
    }

    /// Its resources, and the same statement about none.
    pub(super) fn split_off_resources(mut self) -> (Vec<Expr>, Self) {
        (std::mem::take(&mut self.resources), self)
    }

    /// The statement as JSON, its lists sorted.
    pub(super) fn to_expr(&self) -> Expr {
        self.write(set, Order::Sorted)
    }

    /// The statement as JSON, its lists in the order in which they were given.
    pub(super) fn to_expr_as_given(&self) -> Expr {
        self.write(list, Order::AsGiven)
    }

    fn write(&self, set: fn(&[Expr]) -> Expr, order: Order) -> Expr {
        let mut all: Vec<(Key, Expr)> = Vec::with_capacity(4);
        let mut put = |name: &'static str, value: Expr| {
            if !value.is_unset() {
                all.push((name.into(), value));
            }
        };
        put("Action", set(&self.actions));
        put("NotAction", list(&self.not_actions));
        put("Condition", self.conditions.to_expr());
        put("Effect", Expr::text(self.effect.name()));
        put("Principal", principals(&self.principals, order));
        put("NotPrincipal", principals(&self.not_principals, Order::AsGiven));
        put("Resource", set(&self.resources));
        put("NotResource", list(&self.not_resources));
        put("Sid", self.sid.clone().map_or(Expr::Unset, Expr::Str));
        Expr::Map(all.into())
    }
}

fn extend<V: IntoValue<String>>(all: &mut Vec<Expr>, more: impl IntoIterator<Item = V>) {
    for value in more {
        push(all, value.into_expr());
    }
}

/// Adds what is not there yet.
pub(super) fn push<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        // Mostly there are one or two, and a vector makes room for four.
        if all.is_empty() {
            all.reserve_exact(1);
        }
        all.push(one);
    }
}

/// Texts are sorted here; what is known only at deployment, as it is written.
fn set(items: &[Expr]) -> Expr {
    if items.is_empty() {
        return Expr::Unset;
    }
    let texts: Option<Vec<&str>> = items.iter().map(Expr::as_str).collect();
    match texts {
        Some(_) if items.len() == 1 => items[0].clone(),
        Some(_) => {
            let mut sorted = items.to_vec();
            sorted.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
            Expr::list(sorted)
        }
        None => Expr::set(items.iter().cloned()),
    }
}

fn list(items: &[Expr]) -> Expr {
    match items {
        [] => Expr::Unset,
        [only] => only.clone(),
        items => Expr::list(items.iter().cloned()),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Sorted,
    AsGiven,
}

/// Principals by their kinds.
fn principals(entries: &[(&'static str, Expr)], order: Order) -> Expr {
    match entries {
        [] => return Expr::Unset,
        [(STAR, _)] => return Expr::text("*"),
        _ => {}
    }
    let mut kinds: Vec<&'static str> = Vec::new();
    for (kind, _) in entries {
        push(&mut kinds, kind);
    }
    if order == Order::Sorted {
        kinds.sort_unstable();
    }
    let of = |kind| {
        let items = entries.iter().filter(|(k, _)| *k == kind);
        let items: Vec<Expr> = items.map(|(_, e)| e.clone()).collect();
        let names = match order {
            Order::Sorted => set(&items),
            Order::AsGiven => list(&items),
        };
        (Key::Borrowed(kind), names)
    };
    Expr::Map(kinds.into_iter().map(of).collect())
}
