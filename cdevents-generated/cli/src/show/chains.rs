//! Chains of events as trees.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::time::SystemTime;

use cdevents_generated::{CdEvent, EventLink};

use super::description::{description, printable};
use super::duration::between;
use crate::style::{BOLD, FAINT};

/// The events of all chains.
#[derive(Default)]
pub(crate) struct Chains {
    events: Vec<Event>,
}

/// What a tree shows of an event.
struct Event {
    id: String,
    chain: Option<String>,
    /// The ID of the event that this one follows.
    follows: Option<String>,
    time: Option<SystemTime>,
    timestamp: String,
    description: String,
    is_end: bool,
    relations: Vec<String>,
}

impl Chains {
    /// Adds an event.
    pub(crate) fn add(&mut self, event: &CdEvent) {
        let mut follows = None;
        let mut is_end = false;
        let mut relations = Vec::new();
        for link in event.links() {
            let id = link.reference().and_then(|reference| reference.id());
            match &link {
                EventLink::Relation { kind, .. } => {
                    let id = id.unwrap_or("an event without an ID");
                    relations.push(format!("{kind}: {}", printable(id)));
                }
                EventLink::End { .. } => {
                    is_end = true;
                    follows = id.map(str::to_owned).or(follows);
                }
                EventLink::Path { .. } => follows = id.map(str::to_owned).or(follows),
                _ => {}
            }
        }
        let timestamp = event.timestamp();
        self.events.push(Event {
            id: event.id().to_owned(),
            chain: event.chain_id().map(str::to_owned),
            follows,
            time: timestamp.to_system_time(),
            timestamp: timestamp.to_string(),
            description: description(event),
            is_end,
            relations,
        });
    }

    /// Returns the events below each event, and those without one above them: by their time.
    fn tree(&self) -> Tree {
        // Of events with the same ID, the first one counts.
        let events = self.events.iter().enumerate().rev();
        let by_id: HashMap<_, _> = events
            .map(|(index, event)| (event.id.as_str(), index))
            .collect();
        let above = |event: &Event| by_id.get(event.follows.as_deref()?).copied();
        let mut above: Vec<_> = self.events.iter().map(above).collect();
        Self::cut_circles(&mut above);
        let mut tree = Tree::default();
        let mut order: Vec<_> = (0..self.events.len()).collect();
        order.sort_by_key(|index| self.events[*index].time);
        for index in order {
            match above[index] {
                Some(above) => tree.below.entry(above).or_default().push(index),
                None => tree.roots.push(index),
            }
        }
        tree
    }

    /// Makes an event that follows itself, directly or through others, the first one.
    fn cut_circles(above: &mut [Option<usize>]) {
        // Each event is visited once: a walk ends at an event that another walk has visited.
        let mut visited = vec![usize::MAX; above.len()];
        for start in 0..above.len() {
            let mut at = start;
            visited[at] = start;
            while let Some(next) = above[at] {
                if visited[next] == start {
                    above[at] = None;
                } else if visited[next] == usize::MAX {
                    visited[next] = start;
                    at = next;
                } else {
                    break;
                }
            }
        }
    }
}

#[derive(Default)]
struct Tree {
    roots: Vec<usize>,
    below: BTreeMap<usize, Vec<usize>>,
}

/// Writes a tree for each chain, in the order of their first events.
impl fmt::Display for Chains {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tree = self.tree();
        let mut chains: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
        let mut places = HashMap::new();
        for root in &tree.roots {
            let chain = self.events[*root].chain.as_deref();
            if let Some(place) = chain.and_then(|chain| places.get(chain)) {
                let (_, roots): &mut (_, Vec<usize>) = &mut chains[*place];
                roots.push(*root);
            } else {
                places.extend(chain.map(|chain| (chain, chains.len())));
                chains.push((chain, vec![*root]));
            }
        }
        for (chain, roots) in chains {
            match chain {
                Some(chain) => writeln!(formatter, "chain {BOLD}{}{BOLD:#}", printable(chain))?,
                None => writeln!(formatter, "no chain ID")?,
            }
            self.write_below(formatter, &tree, &roots)?;
        }
        Ok(())
    }
}

impl Chains {
    /// Writes events and all that follow them. A chain can be long, so this does not recurse, and an
    /// event that is the only one to follow is not indented.
    fn write_below(
        &self,
        formatter: &mut fmt::Formatter<'_>,
        tree: &Tree,
        roots: &[usize],
    ) -> fmt::Result {
        let roots = roots.iter().rev();
        let mut pending: Vec<_> = roots
            .map(|root| Pending::new(*root, None, "", "● ", ""))
            .collect();
        while let Some(next) = pending.pop() {
            let event = &self.events[next.index];
            let above = next.above.and_then(|above| self.events[above].time);
            let time = between(above, event.time).unwrap_or_else(|| event.timestamp.clone());
            let end = if event.is_end { "  (end)" } else { "" };
            let Pending { line, below, .. } = &next;
            writeln!(
                formatter,
                "{FAINT}{line}{time}{FAINT:#}  {}{end}",
                event.description
            )?;
            for relation in &event.relations {
                writeln!(formatter, "{FAINT}{below}  related {relation}{FAINT:#}")?;
            }
            let above = Some(next.index);
            match tree
                .below
                .get(&next.index)
                .map_or(&[] as &[usize], Vec::as_slice)
            {
                [] => {}
                [only] => pending.push(Pending::new(*only, above, below, "↓ ", "")),
                [others @ .., last] => {
                    pending.push(Pending::new(*last, above, below, "└─ ", "   "));
                    let others = others.iter().rev();
                    pending.extend(
                        others.map(|other| Pending::new(*other, above, below, "├─ ", "│  ")),
                    );
                }
            }
        }
        Ok(())
    }
}

/// An event that is still to be written.
struct Pending {
    index: usize,
    above: Option<usize>,
    /// How its line begins.
    line: String,
    /// How the lines of those that follow begin.
    below: String,
}

impl Pending {
    fn new(index: usize, above: Option<usize>, indent: &str, marker: &str, below: &str) -> Self {
        Self {
            index,
            above,
            line: format!("{indent}{marker}"),
            below: format!("{indent}{below}"),
        }
    }
}
