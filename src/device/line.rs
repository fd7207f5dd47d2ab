//! The line that a terminal READ collects: cursor, insertion, recall of earlier lines.

/// Most lines that are kept for recall.
const HISTORY: usize = 100;

/// Lines of earlier READs.
#[derive(Debug, Default)]
pub struct History {
    lines: Vec<Vec<u8>>,
    /// Line shown by the last recall, `None` for the one being typed.
    at: Option<usize>,
}

impl History {
    /// Keeps a line, unless it is empty or the same as the last one.
    pub fn add(&mut self, line: &[u8]) {
        self.at = None;
        if line.is_empty() || self.lines.last().is_some_and(|last| last == line) {
            return;
        }
        if self.lines.len() == HISTORY {
            self.lines.remove(0);
        }
        self.lines.push(line.to_vec());
    }

    /// The line before (or after) the one recalled last.
    pub fn recall(&mut self, back: bool) -> Option<&[u8]> {
        let at = match (self.at, back) {
            (None, true) => self.lines.len().checked_sub(1)?,
            (Some(at), true) => at.saturating_sub(1),
            (Some(at), false) if at + 1 < self.lines.len() => at + 1,
            (_, false) => {
                self.at = None;
                return Some(b"");
            }
        };
        self.at = Some(at);
        self.lines.get(at).map(Vec::as_slice)
    }
}

/// An edited line. Every change appends to `echo` what makes the terminal show it.
#[derive(Debug, Default)]
pub struct Line {
    characters: Vec<Vec<u8>>,
    cursor: usize,
}

impl Line {
    pub fn len(&self) -> usize {
        self.characters.len()
    }

    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.characters.concat()
    }

    /// Puts a character at the cursor, before or over the one that is there.
    pub fn put(&mut self, character: &[u8], insert: bool, echo: &mut Vec<u8>) {
        if insert || self.cursor == self.characters.len() {
            self.characters.insert(self.cursor, character.to_vec());
        } else {
            self.characters[self.cursor] = character.to_vec();
        }
        echo.extend_from_slice(character);
        self.cursor += 1;
        self.redraw(0, echo);
    }

    /// Shows what stands behind the cursor, then `gone` blanks, and comes back.
    fn redraw(&self, gone: usize, echo: &mut Vec<u8>) {
        let tail = &self.characters[self.cursor..];
        tail.iter().for_each(|c| echo.extend_from_slice(c));
        echo.resize(echo.len() + gone, b' ');
        echo.resize(echo.len() + gone + tail.len(), 8);
    }

    /// Deletes the character before the cursor; `false` if there is none.
    pub fn erase(&mut self, echo: &mut Vec<u8>) -> bool {
        if self.cursor == 0 {
            return false;
        }
        self.cursor -= 1;
        self.characters.remove(self.cursor);
        echo.push(8);
        self.redraw(1, echo);
        true
    }

    /// Deletes the character under the cursor.
    pub fn delete(&mut self, echo: &mut Vec<u8>) {
        if self.cursor < self.characters.len() {
            self.characters.remove(self.cursor);
            self.redraw(1, echo);
        }
    }

    /// Deletes from the cursor to the end.
    pub fn kill(&mut self, echo: &mut Vec<u8>) {
        let gone = self.characters.len() - self.cursor;
        self.characters.truncate(self.cursor);
        self.redraw(gone, echo);
    }

    /// Moves the cursor to `to`, or as far as the line goes.
    pub fn go(&mut self, to: usize, echo: &mut Vec<u8>) {
        let to = to.min(self.characters.len());
        echo.resize(echo.len() + self.cursor.saturating_sub(to), 8);
        for character in self.characters.get(self.cursor..to).unwrap_or_default() {
            echo.extend_from_slice(character);
        }
        self.cursor = to;
    }

    pub fn left(&mut self, echo: &mut Vec<u8>) {
        self.go(self.cursor.saturating_sub(1), echo);
    }

    pub fn right(&mut self, echo: &mut Vec<u8>) {
        self.go(self.cursor + 1, echo);
    }

    pub fn end(&mut self, echo: &mut Vec<u8>) {
        self.go(self.characters.len(), echo);
    }

    /// Replaces the whole line.
    pub fn replace(&mut self, text: &[u8], utf8: bool, echo: &mut Vec<u8>) {
        self.go(0, echo);
        self.kill(echo);
        let mut rest = text;
        while !rest.is_empty() {
            let size = if utf8 {
                super::stream::utf8_size(rest).unwrap_or(1)
            } else {
                1
            };
            let (now, later) = rest.split_at(size);
            self.put(now, true, echo);
            rest = later;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editing_in_the_middle_redraws_the_tail() {
        let (mut line, mut echo) = (Line::default(), Vec::new());
        line.replace(b"abc", false, &mut echo);
        line.left(&mut echo);
        echo.clear();
        line.put(b"X", true, &mut echo);
        assert_eq!(
            (line.bytes(), echo.as_slice()),
            (b"abXc".to_vec(), b"Xc\x08".as_slice())
        );
        echo.clear();
        assert!(line.erase(&mut echo));
        assert_eq!(
            (line.bytes(), echo.as_slice()),
            (b"abc".to_vec(), b"\x08c \x08\x08".as_slice())
        );
        line.go(0, &mut echo);
        line.kill(&mut echo);
        assert!(line.is_empty() && !line.erase(&mut echo));
    }

    #[test]
    fn recall_goes_back_and_forth() {
        let mut history = History::default();
        history.add(b"one");
        history.add(b"two");
        assert_eq!(history.recall(true), Some(b"two".as_slice()));
        assert_eq!(history.recall(true), Some(b"one".as_slice()));
        assert_eq!(history.recall(true), Some(b"one".as_slice()));
        assert_eq!(history.recall(false), Some(b"two".as_slice()));
        assert_eq!(history.recall(false), Some(b"".as_slice()));
    }
}
