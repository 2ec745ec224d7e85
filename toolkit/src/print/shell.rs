//! Words of a shell command.

use std::borrow::Cow;

/// The word as bash and zsh read it back; quoted only when it has to be.
pub(crate) fn quote(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+,".contains(c);
    // `=word` is a command look-up in zsh, so `=` is quoted as well.
    if !word.is_empty() && word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn plain_words_stay_as_they_are() {
        for word in ["cdk.out/A.template.json", "s3://b", "a-b_c", "한국.json"] {
            let quoted = quote(word);
            assert_eq!(quoted == word, word.is_ascii(), "{quoted}");
        }
    }

    #[test]
    fn a_shell_reads_the_word_back() {
        for word in ["", "two words", "it's", "$HOME `x` \"y\"", "=ls", "a;b", "~", "*", "한국"] {
            let script = format!("printf %s {}", quote(word));
            let output = std::process::Command::new("sh").arg("-c").arg(script).output();
            assert_eq!(String::from_utf8(output.unwrap().stdout).unwrap(), word);
        }
    }
}
