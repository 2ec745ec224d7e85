//! A fuzzer of the readers and the writers: mutates texts, and checks what
//! must hold of any text. Used by a test of a fixed length, and by the example
//! `fuzz` for as long as one likes.
//!
//! Sanitizers and coverage need another compiler than the one that this
//! repository uses, so the mutations know the shape of YAML and JSON instead.

use std::time::{Duration, Instant};

use construct_document::{Content, Document, Element};

/// How long one text may take; far more than any needs.
const LONGEST: Duration = Duration::from_secs(5);

/// Texts to begin with: each shows something that a reader must know.
pub(crate) const SEEDS: &[&str] = &[
    include_str!("seeds/template.yaml"),
    include_str!("seeds/template.json"),
    include_str!("seeds/scalars.yaml"),
    include_str!("seeds/structure.yaml"),
    "{\"a\": [1, -0.5e+10, \"\\u00e9\\ud83d\\ude00\\n\", null, true, {}], \"b\": {\"c\": []}}",
    "a: &a {b: 1}\nc: *a\nd: {<<: *a, e: [*a, *a]}\n",
    "? key\n: - - a\n    - b\n  - {c: [d, {e: f}]}\n",
    "a: |+2\n   x\n\n  y\n\nb: >-\n  c\n  d\n\n  e\n'f': \"g\\\n  h\\x41\\u0042\\U00000043 \\\n\n  i\"\n",
    "%YAML 1.1\n%TAG ! !\n--- # comment\n!Sub \"x\"\n...\n",
];

/// Pieces that are put into texts.
const PIECES: &[&str] = &[
    ":",
    ": ",
    "- ",
    "? ",
    "\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "\t",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    " #",
    "'",
    "\"",
    "\\",
    "|",
    ">",
    "|-",
    ">+",
    "|2",
    "&a ",
    "*a",
    "*a ",
    "<<: *a",
    "!",
    "!!",
    "!Ref ",
    "!GetAtt a.b",
    "!Sub ",
    "!!str ",
    "!!int ",
    "!<tag:x> ",
    "%",
    "@",
    "`",
    "---",
    "--- ",
    "...",
    "\n---\n",
    "~",
    "null",
    "true",
    "yes",
    "on",
    "0755",
    "0x1F",
    "0b1",
    "1_0",
    "1e3",
    "1.5e+3",
    ".inf",
    "-.5",
    "12:30:45",
    "2010-09-09",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "é",
    "🚀",
    "\u{0}",
    "\u{1b}",
    "\\ud83d",
    "\\ude00",
    "\\u12",
    "\\x",
    "//",
    "/*",
    "NaN",
    "=",
    "<<",
    "Fn::ForEach::A:",
    "\"\":",
    "'': ",
    "a: ",
    "\n  ",
    "\n- ",
    "\n    - ",
    "{a: [",
    "[[[[[[[[",
    "]]]]]]]]",
    "{\"a\":",
    "- - - - ",
    "? ? ? ",
];

/// A generator of numbers: the same from the same seed, on every machine.
#[derive(Debug, Clone)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which may be zero.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }
}

/// Mutates texts; each has a number, by which it can be made again.
pub(crate) struct Fuzzer {
    seed: u64,
    corpus: Vec<Vec<u8>>,
}

/// What became of the texts.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) read: usize,
    pub(crate) refused: usize,
    pub(crate) slowest: Duration,
}

impl Fuzzer {
    /// Begins with the texts of this folder, and with more of the caller's.
    pub(crate) fn new(seed: u64, more: Vec<Vec<u8>>) -> Self {
        let own = SEEDS.iter().map(|text| text.as_bytes().to_vec());
        Self { seed, corpus: own.chain(more).collect() }
    }

    /// The text of a number.
    pub(crate) fn text(&self, number: u64) -> Vec<u8> {
        let mut random = Random(self.seed.wrapping_mul(0x2545_f491_4f6c_dd1d).wrapping_add(number));
        let mut text = self.corpus[random.below(self.corpus.len())].clone();
        for _ in 0..=random.below(4) {
            self.mutate(&mut text, &mut random);
        }
        text.truncate(200_000);
        text
    }

    fn mutate(&self, text: &mut Vec<u8>, random: &mut Random) {
        let at = random.below(text.len() + 1);
        let end = (at + random.below(40)).min(text.len());
        match random.below(12) {
            0 => text.truncate(at),
            1 => drop(text.drain(at..end)),
            2..=5 => {
                let piece = PIECES[random.below(PIECES.len())];
                insert(text, at, piece.as_bytes());
            }
            6 => {
                let copy = text[at..end].to_vec();
                let to = random.below(text.len() + 1);
                insert(text, to, &copy);
            }
            7 => {
                let piece = PIECES[random.below(PIECES.len())];
                insert(text, at, piece.repeat(1 + random.below(300)).as_bytes());
            }
            8 if at < text.len() => text[at] ^= 1 << random.below(8),
            9 if at < text.len() => text[at] = u8::try_from(random.below(256)).unwrap_or_default(),
            10 => indent(text, at, random),
            _ => {
                let other = &self.corpus[random.below(self.corpus.len())];
                let from = random.below(other.len() + 1);
                let until = (from + random.below(200)).min(other.len());
                let piece = other[from..until].to_vec();
                insert(text, at, &piece);
            }
        }
    }
}

fn insert(text: &mut Vec<u8>, at: usize, piece: &[u8]) {
    text.splice(at..at, piece.iter().copied());
}

/// Moves the line at a place to another column.
fn indent(text: &mut Vec<u8>, at: usize, random: &mut Random) {
    let line = text[..at].iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
    let spaces = text[line..].iter().take_while(|b| **b == b' ').count();
    let wanted = random.below(spaces + 4);
    text.splice(line..line + spaces, std::iter::repeat_n(b' ', wanted));
}

impl Outcome {
    /// Checks one text.
    ///
    /// # Panics
    ///
    /// When something does not hold that must hold of any text.
    pub(crate) fn check(&mut self, text: &[u8]) {
        let begin = Instant::now();
        for name in ["t.yaml", "t.json", "t"] {
            match Document::parse(name, text) {
                Ok(document) => {
                    self.read += 1;
                    written(document.root());
                    places(document.root(), text);
                }
                Err(problem) => {
                    self.refused += 1;
                    let lines = text.iter().filter(|b| matches!(**b, b'\n' | b'\r')).count() + 1;
                    let place = problem.position();
                    assert!(place.line() > 0 && place.line() as usize <= lines + 1, "{problem}");
                    assert!(place.column() as usize <= text.len() + 1, "{problem}");
                    assert!(!problem.help().is_empty(), "{problem}");
                }
            }
        }
        let time = begin.elapsed();
        assert!(time < LONGEST, "took {time:?}");
        self.slowest = self.slowest.max(time);
    }
}

/// What is written in each notation is read back the same.
fn written(root: &Element) {
    let json = Document::parse_json("t", root.to_json()).unwrap_or_else(|e| panic!("{e:#}"));
    assert_eq!(json.root(), root, "JSON");
    let yaml = root.to_yaml();
    // A document of nothing is no template.
    if *root.content() == Content::Null {
        return;
    }
    let read = Document::parse_yaml("t", &yaml).unwrap_or_else(|e| panic!("{e:#}\n{yaml}"));
    assert_eq!(numbers(read.root()), numbers(root), "{yaml}");
    assert!(read.warnings().is_empty(), "{:?}\n{yaml}", read.warnings());
    assert_eq!(read.to_yaml(), yaml);
}

/// YAML has fewer notations of an exponent than JSON.
fn numbers(root: &Element) -> Element {
    let content = match root.content() {
        Content::Number(number) if number.as_str().contains(['e', 'E']) => {
            Content::Text(format!("{:e}", number.as_f64()))
        }
        Content::List(items) => Content::List(items.iter().map(numbers).collect()),
        Content::Map(map) => {
            let mut map = map.clone();
            for entry in map.entries_mut() {
                let value = numbers(entry.value());
                *entry.value_mut() = value;
            }
            Content::Map(map)
        }
        content => content.clone(),
    };
    content.into()
}

/// Every value stands somewhere in the text.
fn places(root: &Element, text: &[u8]) {
    let place = root.position();
    assert!(place.line() > 0 && place.column() as usize <= text.len() + 1, "{root:?}");
    match root.content() {
        Content::List(items) => items.iter().for_each(|item| places(item, text)),
        Content::Map(map) => map.entries().iter().for_each(|entry| places(entry.value(), text)),
        _ => {}
    }
}
