//! Tests of construct-document, in one binary.

mod bad;
mod json;
mod mutate;
mod round_trip;
mod template;
mod yaml;
