//! `AWS::Lambda::Function`.

mod cfn;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod function;
mod import;

pub use function::Function;
pub use import::FunctionAttributes;
