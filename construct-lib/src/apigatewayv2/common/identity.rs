//! Which integration is which.

use std::rc::Rc;

use construct_core::Key;

/// The construct id of an integration, and which one it is.
///
/// Routes that are given the same integration share one resource. A clone is
/// the same one; two that are made apart are two, even when they look alike.
///
/// ```
/// use construct_lib::apigatewayv2::IntegrationIdentity;
///
/// let users = IntegrationIdentity::new("Users");
/// assert!(users.is_same(&users.clone()));
/// assert!(!users.is_same(&IntegrationIdentity::new("Users")));
/// ```
#[derive(Debug, Clone)]
pub struct IntegrationIdentity {
    id: Key,
    /// Its place in memory tells one from another, and is taken while any clone lives.
    place: Rc<()>,
}

impl IntegrationIdentity {
    /// An integration that is no other's.
    #[must_use]
    pub fn new(id: impl Into<Key>) -> Self {
        Self { id: id.into(), place: Rc::new(()) }
    }

    /// The id of its construct, below the first route that uses it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether both are one integration.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.place, &other.place)
    }

    /// Becomes another integration of the same id, once its settings change.
    pub(in crate::apigatewayv2) fn renew(&mut self) {
        self.place = Rc::new(());
    }
}
