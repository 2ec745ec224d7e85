//! Sets of characters.

/// A set of characters, which knows when it is not sure.
#[derive(Debug, Clone, Default)]
pub(super) struct Class {
    pub(super) items: Vec<Item>,
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
    pub(super) fn of(item: Item) -> Self {
        Self { items: vec![item], ..Self::default() }
    }

    /// Whether it has `c`; where that is not sure, it has.
    pub(super) fn has(&self, c: char) -> bool {
        let found = if self.any_case && c.is_ascii_alphabetic() {
            self.find(c.to_ascii_lowercase())
                .zip(self.find(c.to_ascii_uppercase()))
                .map(|(a, b)| a || b)
        } else {
            self.find(c)
        };
        found.is_none_or(|found| found != self.negated)
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

    fn has(self, c: char) -> Option<bool> {
        match self {
            Self::Any => return Some(true),
            Self::Dot => return Some(c != '\n'),
            Self::Ascii => return Some(c.is_ascii()),
            _ if c.is_ascii() => {}
            // Java and Python disagree beyond ASCII, and the standard library
            // knows only some of Unicode's classes.
            Self::Letter | Self::Upper | Self::Lower if !c.is_alphabetic() => return Some(false),
            Self::Number | Self::Digit if !c.is_numeric() => return Some(false),
            Self::Word | Self::Alphanumeric if !c.is_alphanumeric() => return Some(false),
            Self::Letter => return Some(true),
            Self::Control => return Some(c.is_control()),
            _ => return None,
        }
        Some(match self {
            Self::Digit | Self::Number => c.is_ascii_digit(),
            Self::Word => c.is_ascii_alphanumeric() || c == '_',
            Self::Space => c.is_ascii_whitespace() || c == '\x0B',
            Self::Letter => c.is_ascii_alphabetic(),
            Self::Upper => c.is_ascii_uppercase(),
            Self::Lower => c.is_ascii_lowercase(),
            Self::Punctuation => c.is_ascii_punctuation() && !is_symbol(c),
            Self::Symbol => is_symbol(c),
            Self::Separator => c == ' ',
            Self::Control => c.is_ascii_control(),
            Self::Graph => c.is_ascii_graphic(),
            Self::Print => c.is_ascii_graphic() || c == ' ',
            Self::Alphanumeric => c.is_ascii_alphanumeric(),
            Self::Mark | Self::Format | Self::Any | Self::Dot | Self::Ascii => false,
        })
    }
}

fn is_symbol(c: char) -> bool {
    "$+<=>^`|~".contains(c)
}
