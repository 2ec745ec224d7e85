//! Tests of construct-document, in one binary.

mod bad;
mod json;
mod round_trip;
mod yaml;
