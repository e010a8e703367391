//! Parses the structure of a pattern.

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

/// Parses a pattern. Returns `None` if it is invalid, or has a construct that this parser doesn't
/// support.
pub(super) fn parse(source: &str) -> Option<Parsed> {
    let mut parser = Parser {
        source,
        position: 0,
        modifiers: Modifiers::default(),
        classes: Vec::new(),
        groups: 1,
        last_reference: 0,
        names: names(source),
    };
    let node = parser.alternatives()?;
    let is_whole = parser.position == source.len();
    let is_valid = is_whole && parser.last_reference < parser.groups;
    is_valid.then_some(Parsed {
        node,
        classes: parser.classes,
        groups: parser.groups,
    })
}

/// The modifiers `(?m:…)` and `(?s:…)` that apply at a position.
#[derive(Clone, Copy, Default)]
struct Modifiers {
    has_lines: bool,
    dot_is_all: bool,
}

struct Parser<'a> {
    source: &'a str,
    position: usize,
    modifiers: Modifiers,
    classes: Vec<Class>,
    /// How many groups were opened, including the whole match.
    groups: u32,
    /// The greatest number of a group that a back-reference has.
    last_reference: u32,
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
        let lines = usize::from(self.modifiers.has_lines);
        let assert = |assert| Some(Node::Assert(assert));
        match () {
            () if self.accept("^") => assert([Assert::Start, Assert::LineStart][lines]),
            () if self.accept("$") => assert([Assert::End, Assert::LineEnd][lines]),
            () if self.accept("\\b") => assert(Assert::WordBoundary),
            () if self.accept("\\B") => assert(Assert::NoWordBoundary),
            () if self.accept("(") => self.group(),
            () if self.accept("\\k<") => {
                let name = self.until('>')?;
                self.back(self.names.get(name)?.clone())
            }
            () => match self.number() {
                Some(number) => self.back(vec![number]),
                None => self.class(),
            },
        }
    }

    /// Parses the number of a back-reference, if there is one.
    fn number(&mut self) -> Option<u32> {
        let digits = self.rest().strip_prefix('\\')?;
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let number = digits[..length].parse().ok();
        let number = number.filter(|_| !digits.starts_with('0'))?;
        self.position += 1 + length;
        Some(number)
    }

    fn back(&mut self, groups: Vec<u32>) -> Option<Node> {
        let last = groups.last().copied();
        self.last_reference = self.last_reference.max(last?);
        Some(Node::Back(groups))
    }

    fn class(&mut self) -> Option<Node> {
        let (class, rest) = Class::parse(self.rest(), self.modifiers.dot_is_all)?;
        self.position = self.source.len() - rest.len();
        self.classes.push(class);
        let index = u32::try_from(self.classes.len() - 1).ok()?;
        Some(Node::Class(index))
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
                'm' => self.modifiers.has_lines = is_on,
                's' => self.modifiers.dot_is_all = is_on,
                _ => return None,
            }
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
