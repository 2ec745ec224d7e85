//! Templates that were written elsewhere.

mod bad;
mod changes;
mod mutate;
mod normal;
mod round_trip;
mod vectors;
