//! Mutated texts: some thousands, always the same. `cargo xtask fuzz` tries more.

#[path = "../../fuzz/mod.rs"]
mod fuzz;

use fuzz::{Fuzzer, Outcome};

#[test]
fn mutated_texts_are_read_or_refused_and_written_back() {
    let fuzzer = Fuzzer::new(20_100_909, Vec::new());
    let mut outcome = Outcome::default();
    fuzz::SEEDS.iter().for_each(|text| outcome.check(text.as_bytes()));
    // Each is read under at least one of three names.
    assert!(outcome.read >= fuzz::SEEDS.len(), "{outcome:?}");
    for number in 0..4_000 {
        outcome.check(&fuzzer.text(number));
    }
    assert!(outcome.read > 1_000 && outcome.refused > 1_000, "{outcome:?}");
}
