//! Sets of characters.

/// A set of characters, which knows when it is not sure.
#[derive(Debug, Clone, Default)]
pub(super) struct Class {
    pub(super) items: Vec<Item>,
    /// The characters of ASCII that it has, one bit each.
    ascii: u128,
    pub(super) negated: bool,
    pub(super) any_case: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Item {
    Range(u32, u32),
    Kind(Kind, bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    /// Any but a line feed.
    Dot,
    Digit,
    Word,
    Space,
    Letter,
    Upper,
    Lower,
    Number,
    Mark,
    Punctuation,
    Symbol,
    Separator,
    Control,
    Format,
    Graph,
    Print,
    Alphanumeric,
    Ascii,
}

impl Class {
    pub(super) fn of(items: Vec<Item>, negated: bool, any_case: bool) -> Self {
        let mut ascii = items.iter().fold(0, |all, item| all | item.ascii());
        if any_case {
            ascii |= (ascii & UPPER) << 32 | (ascii & UPPER << 32) >> 32;
        }
        Self { items, ascii: if negated { !ascii } else { ascii }, negated, any_case }
    }

    /// Whether it has `c`; where that is not sure, it has.
    pub(super) fn has(&self, c: char) -> bool {
        if c.is_ascii() {
            return self.ascii & 1 << u32::from(c) != 0;
        }
        self.find(c).is_none_or(|found| found != self.negated)
    }

    /// Nothing when it is not sure.
    fn find(&self, c: char) -> Option<bool> {
        let code = u32::from(c);
        let mut sure = true;
        for item in &self.items {
            let (found, negated) = match item {
                // Half a pair of UTF-16 stands for any character beyond it.
                Item::Range(low, high) if code > 0xFFFF && (*low..=*high).contains(&0xDC00) => {
                    (None, false)
                }
                Item::Range(low, high) => (Some((*low..=*high).contains(&code)), false),
                Item::Kind(kind, negated) => (kind.has(c), *negated),
            };
            match found {
                Some(found) if found != negated => return Some(true),
                Some(_) => {}
                None => sure = false,
            }
        }
        sure.then_some(false)
    }
}

/// The characters from `low` to `high`, as far as they are of ASCII.
const fn range(low: u32, high: u32) -> u128 {
    if low > 127 {
        return 0;
    }
    let width = if high > 127 { 127 - low } else { high - low };
    (u128::MAX >> (127 - width)) << low
}

const UPPER: u128 = range(b'A' as u32, b'Z' as u32);
const LETTERS: u128 = UPPER | UPPER << 32;
const DIGITS: u128 = range(b'0' as u32, b'9' as u32);
const GRAPHIC: u128 = range(0x21, 0x7E);

impl Item {
    fn ascii(self) -> u128 {
        match self {
            Self::Range(low, high) => range(low, high),
            Self::Kind(kind, false) => kind.ascii(),
            Self::Kind(kind, true) => !kind.ascii(),
        }
    }
}

impl Kind {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "L" | "Letter" | "Alpha" | "IsAlphabetic" => Self::Letter,
            "Lu" | "Upper" => Self::Upper,
            "Ll" | "Lower" => Self::Lower,
            "N" | "Number" => Self::Number,
            "Nd" | "Digit" => Self::Digit,
            "M" | "Mark" | "Mn" | "Mc" => Self::Mark,
            "P" | "Punct" | "Punctuation" => Self::Punctuation,
            "S" | "Symbol" => Self::Symbol,
            "Z" | "Zs" | "Separator" => Self::Separator,
            "C" | "Cc" | "Cntrl" => Self::Control,
            "Space" => Self::Space,
            "Cf" => Self::Format,
            "Graph" => Self::Graph,
            "Print" => Self::Print,
            "Alnum" => Self::Alphanumeric,
            "ASCII" => Self::Ascii,
            _ => return None,
        })
    }

    /// The characters of ASCII that are of this kind.
    fn ascii(self) -> u128 {
        match self {
            Self::Any | Self::Ascii => u128::MAX,
            Self::Dot => !(1 << b'\n'),
            Self::Digit | Self::Number => DIGITS,
            Self::Word => LETTERS | DIGITS | 1 << b'_',
            Self::Space => range(9, 13) | 1 << b' ',
            Self::Letter => LETTERS,
            Self::Upper => UPPER,
            Self::Lower => UPPER << 32,
            Self::Punctuation => GRAPHIC & !LETTERS & !DIGITS & !SYMBOLS,
            Self::Symbol => SYMBOLS,
            Self::Separator => 1 << b' ',
            Self::Control => range(0, 31) | 1 << 127,
            Self::Graph => GRAPHIC,
            Self::Print => GRAPHIC | 1 << b' ',
            Self::Alphanumeric => LETTERS | DIGITS,
            Self::Mark | Self::Format => 0,
        }
    }

    /// Whether a character beyond ASCII is of this kind. Java and Python
    /// disagree on some, and the standard library knows only some of Unicode's
    /// classes: then it is not sure.
    fn has(self, c: char) -> Option<bool> {
        match self {
            Self::Any | Self::Dot => Some(true),
            Self::Ascii => Some(false),
            Self::Letter => Some(c.is_alphabetic()),
            Self::Upper | Self::Lower if !c.is_alphabetic() => Some(false),
            Self::Number | Self::Digit if !c.is_numeric() => Some(false),
            Self::Word | Self::Alphanumeric if !c.is_alphanumeric() => Some(false),
            Self::Control => Some(c.is_control()),
            _ => None,
        }
    }
}

/// `$+<=>^`|~`.
const SYMBOLS: u128 = 1 << b'$'
    | 1 << b'+'
    | range(b'<' as u32, b'>' as u32)
    | 1 << b'^'
    | 1 << b'`'
    | 1 << b'|'
    | 1 << b'~';
