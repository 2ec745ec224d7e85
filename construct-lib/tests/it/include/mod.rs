//! Templates that were written elsewhere.

mod bad;
mod changes;
mod normal;
mod round_trip;
mod vectors;
