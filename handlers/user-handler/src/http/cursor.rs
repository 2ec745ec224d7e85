//! Where a list goes on, as text that says nothing to a client.
//!
//! It holds the id of the last user shown and no address or other data of
//! theirs, because URLs end up in logs. It needs no signature: whatever a
//! client makes of it is at most the id of some place in a list that the
//! client may read anyway.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::domain::UserId;

/// The first byte, so that a later kind of cursor can be told from this one.
const KIND: u8 = 1;

pub(super) fn write(last: UserId) -> String {
    let mut bytes = vec![KIND];
    bytes.extend_from_slice(last.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn read(text: &str) -> Option<UserId> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    match bytes.split_first()? {
        (&KIND, id) => id.try_into().ok().map(UserId::from_bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote_and_nothing_else() {
        let id = UserId::parse("018f3c5e-7d4a-7c3b-9a51-2f6f0f6f9d11").unwrap();
        let text = write(id);
        assert_eq!(text, "AQGPPF59Snw7mlEvbw9vnRE");
        assert_eq!(read(&text), Some(id));
        for other in [
            "",
            "AQ",
            "AgGPPF59Snw7mlEvbw9vnRE",
            "AQGPPF59Snw7mlEvbw9vnRE=",
            "AQGPPF59Snw7mlEvbw9vnR",
            "AQGPPF59Snw7mlEvbw9vnREA",
            "AQGPPF59Snw7mlEvbw9vnR*",
            "018f3c5e-7d4a-7c3b-9a51-2f6f0f6f9d11",
        ] {
            assert_eq!(read(other), None, "for {other:?}");
        }
    }
}
