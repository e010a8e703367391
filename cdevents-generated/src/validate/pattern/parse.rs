//! Parses the structure of a pattern that `regress` accepts.

use std::collections::HashMap;

use super::class::Class;

/// A part of a pattern.
#[derive(Debug)]
pub(super) enum Node {
    Class(u32),
    Cat(Vec<Node>),
    Alt(Vec<Node>),
    Repeat(Box<Repeat>),
    /// A capturing group, by number.
    Capture(u32, Box<Node>),
    Assert(Assert),
    Look(Box<Look>),
    /// A reference to the capture of a group, or of several groups with one name.
    Back(Vec<u32>),
}

#[derive(Debug)]
pub(super) struct Repeat {
    pub(super) node: Node,
    pub(super) min: u32,
    pub(super) max: Option<u32>,
    pub(super) is_greedy: bool,
    /// The range of the groups within.
    pub(super) groups: (u32, u32),
}

#[derive(Debug)]
pub(super) struct Look {
    pub(super) node: Node,
    pub(super) is_behind: bool,
    pub(super) is_negative: bool,
}

/// An assertion about a position between two characters.
#[derive(Clone, Copy, Debug)]
pub(super) enum Assert {
    Start,
    End,
    LineStart,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}

#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) classes: Vec<Class>,
    pub(super) groups: u32,
}

/// Parses a valid pattern. Returns `None` if it has a construct that this parser doesn't support.
pub(super) fn parse(source: &str) -> Option<Parsed> {
    let mut parser = Parser {
        source,
        position: 0,
        modifiers: Modifiers::default(),
        classes: Vec::new(),
        known: HashMap::new(),
        groups: 1,
        names: names(source),
    };
    let node = parser.alternatives()?;
    let is_whole = parser.position == source.len();
    is_whole.then_some(Parsed {
        node,
        classes: parser.classes,
        groups: parser.groups,
    })
}

/// The modifiers `(?i:…)`, `(?m:…)` and `(?s:…)` that apply at a position.
#[derive(Clone, Copy, Default)]
struct Modifiers {
    ignores_case: bool,
    has_lines: bool,
    dot_is_all: bool,
}

impl Modifiers {
    const fn text(self) -> &'static str {
        match (self.ignores_case, self.dot_is_all) {
            (false, false) => "",
            (false, true) => "s",
            (true, false) => "i",
            (true, true) => "is",
        }
    }
}

struct Parser<'a> {
    source: &'a str,
    position: usize,
    modifiers: Modifiers,
    classes: Vec<Class>,
    /// The classes, by source and modifiers.
    known: HashMap<(&'a str, &'static str), u32>,
    /// How many groups were opened, including the whole match.
    groups: u32,
    /// The groups of each name.
    names: HashMap<&'a str, Vec<u32>>,
}

/// Finds the named groups, since a reference can precede its group.
fn names(source: &str) -> HashMap<&str, Vec<u32>> {
    let mut names: HashMap<_, Vec<_>> = HashMap::new();
    let (mut group, mut in_class) = (0, false);
    let mut characters = source.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                let rest = &source[index + 1..];
                let name = rest.strip_prefix("?<");
                let name = name.filter(|rest| !rest.starts_with(['=', '!']));
                group += u32::from(name.is_some() || !rest.starts_with('?'));
                if let Some((name, _)) = name.and_then(|rest| rest.split_once('>')) {
                    names.entry(name).or_default().push(group);
                }
            }
            _ => {}
        }
    }
    names
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.position..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn accept(&mut self, text: &str) -> bool {
        let is_there = self.rest().starts_with(text);
        self.position += if is_there { text.len() } else { 0 };
        is_there
    }

    /// Consumes the text up to an end, and the end.
    fn until(&mut self, end: char) -> Option<&'a str> {
        let (text, _) = self.rest().split_once(end)?;
        self.position += text.len() + end.len_utf8();
        Some(text)
    }

    fn alternatives(&mut self) -> Option<Node> {
        let mut all = vec![self.terms()?];
        while self.accept("|") {
            all.push(self.terms()?);
        }
        if all.len() == 1 {
            all.pop()
        } else {
            Some(Node::Alt(all))
        }
    }

    fn terms(&mut self) -> Option<Node> {
        let mut terms = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let first = self.groups;
            let node = self.term()?;
            let groups = (first, self.groups);
            terms.push(match self.quantifier()? {
                None => node,
                Some((min, max)) => Node::Repeat(Box::new(Repeat {
                    node,
                    min,
                    max,
                    is_greedy: !self.accept("?"),
                    groups,
                })),
            });
        }
        Some(Node::Cat(terms))
    }

    fn term(&mut self) -> Option<Node> {
        let start = self.position;
        let first = self.peek()?;
        self.position += first.len_utf8();
        match first {
            '^' if self.modifiers.has_lines => Some(Node::Assert(Assert::LineStart)),
            '^' => Some(Node::Assert(Assert::Start)),
            '$' if self.modifiers.has_lines => Some(Node::Assert(Assert::LineEnd)),
            '$' => Some(Node::Assert(Assert::End)),
            '(' => self.group(),
            '\\' => self.escape(start),
            '[' => {
                self.skip_class()?;
                self.class(start)
            }
            '.' => self.class(start),
            _ if self.modifiers.ignores_case => self.class(start),
            _ => Some(self.literal(start, first)),
        }
    }

    fn literal(&mut self, start: usize, character: char) -> Node {
        let source = &self.source[start..self.position];
        let classes = &mut self.classes;
        let index = self.known.entry((source, "")).or_insert_with(|| {
            classes.push(Class::only(character));
            index(classes.len() - 1)
        });
        Node::Class(*index)
    }

    /// Returns the class of the source from a position to here.
    fn class(&mut self, start: usize) -> Option<Node> {
        let source = &self.source[start..self.position];
        let modifiers = self.modifiers.text();
        if let Some(known) = self.known.get(&(source, modifiers)) {
            return Some(Node::Class(*known));
        }
        let index = index(self.classes.len());
        self.classes.push(Class::of(source, modifiers)?);
        self.known.insert((source, modifiers), index);
        Some(Node::Class(index))
    }

    /// Skips a class, up to and including its `]`.
    fn skip_class(&mut self) -> Option<()> {
        loop {
            let character = self.peek()?;
            self.position += character.len_utf8();
            match character {
                '\\' => self.position += self.peek()?.len_utf8(),
                ']' => return Some(()),
                _ => {}
            }
        }
    }

    fn group(&mut self) -> Option<Node> {
        let look = |is_behind, is_negative| Some((is_behind, is_negative));
        let look = match () {
            () if self.accept("?=") => look(false, false),
            () if self.accept("?!") => look(false, true),
            () if self.accept("?<=") => look(true, false),
            () if self.accept("?<!") => look(true, true),
            () => None,
        };
        if let Some((is_behind, is_negative)) = look {
            return Some(Node::Look(Box::new(Look {
                node: self.group_end()?,
                is_behind,
                is_negative,
            })));
        }
        if self.accept("?<") {
            // With escapes, a name has several spellings.
            if self.until('>')?.contains('\\') {
                return None;
            }
        } else if self.accept("?") {
            let modifiers = self.until(':')?;
            let outer = self.modifiers;
            self.modify(modifiers)?;
            let node = self.group_end();
            self.modifiers = outer;
            return node;
        }
        let number = self.groups;
        self.groups += 1;
        Some(Node::Capture(number, Box::new(self.group_end()?)))
    }

    fn group_end(&mut self) -> Option<Node> {
        let node = self.alternatives()?;
        self.accept(")").then_some(node)
    }

    fn modify(&mut self, modifiers: &str) -> Option<()> {
        let mut is_on = true;
        for modifier in modifiers.chars() {
            match modifier {
                '-' => is_on = false,
                'i' => self.modifiers.ignores_case = is_on,
                'm' => self.modifiers.has_lines = is_on,
                's' => self.modifiers.dot_is_all = is_on,
                _ => return None,
            }
        }
        Some(())
    }

    /// Parses what follows a backslash.
    fn escape(&mut self, start: usize) -> Option<Node> {
        let character = self.peek()?;
        match character {
            // With this modifier, word characters include two beyond ASCII, and a back-reference
            // ignores case.
            'b' | 'B' | 'k' | '1'..='9' if self.modifiers.ignores_case => return None,
            '1'..='9' => {
                let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
                let number = self.rest()[..digits].parse().ok()?;
                self.position += digits;
                return Some(Node::Back(vec![number]));
            }
            _ => self.position += character.len_utf8(),
        }
        match character {
            'b' => return Some(Node::Assert(Assert::WordBoundary)),
            'B' => return Some(Node::Assert(Assert::NoWordBoundary)),
            'k' => {
                self.accept("<");
                let name = self.until('>')?;
                return self.names.get(name).cloned().map(Node::Back);
            }
            'p' | 'P' => drop(self.until('}')?),
            'x' => self.position += 2,
            'c' => self.position += 1,
            'u' => self.skip_unicode()?,
            _ => {}
        }
        self.source.get(start..self.position)?;
        self.class(start)
    }

    /// Skips `u{…}` or `uXXXX`. Two of the latter can be a surrogate pair.
    fn skip_unicode(&mut self) -> Option<()> {
        if self.accept("{") {
            return self.until('}').map(drop);
        }
        let unit = |text: Option<&str>| u32::from_str_radix(text?, 16).ok();
        let first = unit(self.rest().get(..4))?;
        self.position += 4;
        if (0xd800..0xdc00).contains(&first)
            && self.rest().starts_with("\\u")
            && let Some(0xdc00..0xe000) = unit(self.rest().get(2..6))
        {
            self.position += 6;
        }
        Some(())
    }

    /// Parses how often the preceding term is repeated, if it is.
    #[expect(clippy::option_option, reason = "an error or no quantifier")]
    fn quantifier(&mut self) -> Option<Option<(u32, Option<u32>)>> {
        if !self.accept("{") {
            return Some(match () {
                () if self.accept("*") => Some((0, None)),
                () if self.accept("+") => Some((1, None)),
                () if self.accept("?") => Some((0, Some(1))),
                () => None,
            });
        }
        // Larger numbers are too many repetitions anyway.
        let number = |text: &str| text.parse().unwrap_or(u32::MAX);
        let text = self.until('}')?;
        Some(Some(match text.split_once(',') {
            None => (number(text), Some(number(text))),
            Some((min, "")) => (number(min), None),
            Some((min, max)) => (number(min), Some(number(max))),
        }))
    }
}

fn index(index: usize) -> u32 {
    // A pattern has fewer atoms than bytes, and is shorter than 4 GB.
    u32::try_from(index).unwrap_or(u32::MAX)
}
