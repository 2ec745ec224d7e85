//! What a reader of another kind's documentation would try.
//!
//! Each method exists only to be refused: its bound does not hold, and the
//! compiler says why in the words of the ability. `for<'a>` makes it accept
//! the definition. They are written out, not made by a macro, because the
//! compiler shows the line of the bound.

#![allow(
    unused_lifetimes,
    clippy::needless_pass_by_value,
    clippy::unused_self,
    reason = "no method here can be called"
)]

mod http;
mod rest;
mod websocket;
