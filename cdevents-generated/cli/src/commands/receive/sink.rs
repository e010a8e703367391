//! Keeps events, those of all waiting messages at once.

use std::num::NonZeroU64;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};

use tokio::sync::{mpsc, oneshot};

use super::read::Events;
use super::stop::Stop;
use super::target::Target;
use crate::failure::Failure;
use crate::output::tell_error;

/// How many messages can wait for the disk.
const MOST_WAITING: usize = 1024;

/// The thread that writes. It ends once nobody can hand in events, with the reason if the output could
/// not be written.
pub(super) type Keeping = JoinHandle<Result<(), Failure>>;

/// Where receivers hand in events.
#[derive(Clone)]
pub(super) struct Sink {
    lines: mpsc::Sender<Lines>,
    room: Room,
}

/// How many events are still to be kept. Only the keeper changes it.
#[derive(Clone)]
struct Room(Arc<AtomicU64>);

/// The lines of a message, and whom to tell whether they were kept.
struct Lines {
    text: String,
    count: u64,
    kept: oneshot::Sender<bool>,
}

/// Writes events until there is no receiver any more, or enough of them.
struct Keeper {
    target: Target,
    room: Room,
    stop: Stop,
    failure: Option<Failure>,
}

impl Sink {
    /// Starts the thread that writes.
    pub(super) fn start(target: Target, count: Option<NonZeroU64>, stop: Stop) -> (Self, Keeping) {
        let (lines, waiting) = mpsc::channel(MOST_WAITING);
        let room = count.map_or(u64::MAX, NonZeroU64::get);
        let room = Room(Arc::new(AtomicU64::new(room)));
        let keeper = Keeper {
            target,
            room: room.clone(),
            stop,
            failure: None,
        };
        (
            Self { lines, room },
            thread::spawn(move || keeper.keep_all(waiting)),
        )
    }

    /// Returns how many events are still to be kept, and at most a number.
    pub(super) fn room(&self, most: usize) -> usize {
        usize::try_from(self.room.get()).map_or(most, |room| room.min(most))
    }

    /// Keeps the valid events of a message. Returns false if they are not kept.
    pub(super) async fn keep(&self, events: &mut Events) -> bool {
        if events.valid == 0 {
            return true;
        }
        let (kept, answer) = oneshot::channel();
        let text = std::mem::take(&mut events.lines);
        let count = events.valid;
        let lines = Lines { text, count, kept };
        self.lines.send(lines).await.is_ok() && answer.await.unwrap_or(false)
    }
}

impl Keeper {
    /// Writes the lines of all waiting messages at once, since flushing takes as long for many as for
    /// one.
    fn keep_all(mut self, mut waiting: mpsc::Receiver<Lines>) -> Result<(), Failure> {
        while let Some(first) = waiting.blocking_recv() {
            let room = self.room.get();
            let (mut text, mut clients, mut count) = (String::new(), Vec::new(), 0);
            let mut next = Some(first);
            while let Some(lines) = next {
                if count < room {
                    count += lines.count;
                    text.push_str(&lines.text);
                    clients.push(lines.kept);
                } else {
                    let _ = lines.kept.send(false);
                }
                let has_space = clients.len() < MOST_WAITING;
                next = if has_space {
                    waiting.try_recv().ok()
                } else {
                    None
                };
            }
            let is_kept = self.append(&text);
            if is_kept && self.room.shrink(count) == 0 {
                self.stop.stop();
            }
            for client in clients {
                // A client that is gone sends its events again.
                let _ = client.send(is_kept);
            }
        }
        self.failure.map_or(Ok(()), Err)
    }

    fn append(&mut self, text: &str) -> bool {
        match self.target.append(text.as_bytes()) {
            Ok(()) => true,
            // Nobody reads any more. That is no error.
            Err(Failure::ClosedPipe) => {
                self.failure = Some(Failure::ClosedPipe);
                self.stop.stop();
                false
            }
            Err(Failure::Error(error)) => {
                tell_error(error);
                false
            }
        }
    }
}

impl Room {
    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Subtracts events, and returns what is left.
    fn shrink(&self, count: u64) -> u64 {
        let left = self.get();
        let left = if left == u64::MAX {
            left
        } else {
            left.saturating_sub(count)
        };
        self.0.store(left, Ordering::Relaxed);
        left
    }
}
