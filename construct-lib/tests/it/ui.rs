//! Mistakes that the compiler finds, and whether it speaks the user's language.

/// One test for all: each case is compiled with this crate as a dependency.
#[test]
fn mistakes_are_compile_errors() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
