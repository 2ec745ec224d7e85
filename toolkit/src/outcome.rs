//! What a closure that builds an app may return.

use std::error::Error;

/// What the closure given to [`run`](crate::run) may return: nothing, or a `Result`.
///
/// The error may be anything that `?` turns into a boxed error: an error type,
/// a text, or a boxed error itself. The value of `Ok` is dropped.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what the closure given to `toolkit::run` may return",
    label = "returns `{Self}`",
    note = "return nothing (end the last line with `;`), or a `Result` whose error is an error type or a text"
)]
pub trait Outcome {
    /// The error, if there is one.
    ///
    /// # Errors
    ///
    /// With what the closure returned as its error.
    fn into_result(self) -> Result<(), Box<dyn Error>>;
}

impl Outcome for () {
    fn into_result(self) -> Result<(), Box<dyn Error>> {
        Ok(())
    }
}

impl<T, E: Into<Box<dyn Error>>> Outcome for Result<T, E> {
    fn into_result(self) -> Result<(), Box<dyn Error>> {
        self.map(drop).map_err(Into::into)
    }
}
