//! As much of a stack as the contract needs: an expression and a table.

#![allow(dead_code, missing_debug_implementations, unreachable_pub)]

use std::marker::PhantomData;

use construct_contract::{Environment, Fill, FillOptional, Literal, TableName, Wiring};

#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    Text(String),
    Ref(&'static str),
}

impl Literal for Expression {
    fn literal(text: String) -> Self {
        Expression::Text(text)
    }
}

pub struct Table<T> {
    id: &'static str,
    items: PhantomData<T>,
}

impl<T> Table<T> {
    pub fn new(id: &'static str) -> Self {
        Table { id, items: PhantomData }
    }
}

impl<T> Fill<TableName<T>, Expression> for &Table<T> {
    fn fill(self) -> Expression {
        Expression::Ref(self.id)
    }
}

// An expression stands for any text, as in construct-lib.
impl Fill<String, Expression> for Expression {
    fn fill(self) -> Expression {
        self
    }
}

impl FillOptional<String, Expression> for Expression {
    fn fill_optional(self) -> Option<Expression> {
        Some(self)
    }
}

/// What a function of the stack is given: it must be told no more than this.
pub fn handler<E: Environment>(
    wiring: impl Into<Wiring<E, Expression>>,
) -> (&'static str, Vec<(&'static str, Expression)>) {
    let wiring = wiring.into();
    (wiring.handler(), wiring.into_variables())
}
