//! Judges the pieces of all files on several threads, in bounded memory and in order.
//!
//! One thread reads and splits; it deals out the batches to the workers in turn, and their results
//! are collected in the same turn. So the order is that of the input, and no thread runs ahead.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::check::Checker;
use super::problem::{Judged, Problem, Verdict};
use super::progress::Progress;
use crate::input::{Batch, Piece, Source, Splitter, open};

/// How many batches wait before and after each worker.
const WAITING: usize = 2;

/// What a worker is given: something about the source with this index.
struct Task {
    source: usize,
    work: Work,
}

enum Work {
    Batch(Batch),
    /// The source was read to its end, or cannot be.
    End(Result<(), String>),
    /// The source was found in a folder, and has no JSON.
    Skipped,
}

/// What is known about the source with this index.
pub(super) struct Done {
    pub(super) source: usize,
    pub(super) step: Step,
}

pub(super) enum Step {
    Judged(JudgedBatch),
    End(Result<(), String>),
    Skipped,
}

/// The verdicts on the pieces of a batch.
#[derive(Default)]
pub(super) struct JudgedBatch {
    /// How many are valid, without anything to say about them.
    pub(super) silent: usize,
    /// The others. Pieces that are not JSON, one after the other, are one.
    pub(super) listed: Vec<Judged>,
    pub(super) begins_not_json: bool,
    pub(super) ends_not_json: bool,
}

/// Judges all sources. The results come in the order of the input. The threads end when the results are
/// dropped, or with the process: they may be waiting for input.
pub(super) fn start(
    sources: Vec<Result<Source, String>>,
    checker: Checker,
    is_verbose: bool,
    threads: usize,
    progress: Progress,
) -> impl Iterator<Item = Done> {
    let checker = Arc::new(checker);
    let mut inputs = Vec::new();
    let mut outputs = Vec::new();
    for _ in 0..threads.max(1) {
        let (input, tasks) = sync_channel(WAITING);
        let (results, output) = sync_channel(WAITING);
        let checker = Arc::clone(&checker);
        thread::spawn(move || work(&tasks, &results, &checker, is_verbose));
        inputs.push(input);
        outputs.push(output);
    }
    thread::spawn(move || read(&sources, &inputs, &progress));
    let mut turn = 0..;
    std::iter::from_fn(move || {
        let output = &outputs[turn.next()? % outputs.len()];
        output.recv().ok()
    })
}

fn read(sources: &[Result<Source, String>], workers: &[SyncSender<Task>], progress: &Progress) {
    let mut workers = workers.iter().cycle();
    for (index, source) in sources.iter().enumerate() {
        let mut send = |work| {
            let task = Task {
                source: index,
                work,
            };
            workers
                .next()
                .is_some_and(|worker| worker.send(task).is_ok())
        };
        let end = match source {
            Err(error) => Work::End(Err(error.clone())),
            Ok(source) => match read_source(source, &mut send, progress) {
                Some(end) => end,
                None => return,
            },
        };
        if !send(end) {
            return;
        }
    }
}

/// Reads a source to its end. Returns `None` if nobody wants the results.
fn read_source(
    source: &Source,
    send: &mut impl FnMut(Work) -> bool,
    progress: &Progress,
) -> Option<Work> {
    let failed = |error: std::io::Error| Work::End(Err(format!("cannot be read: {error}")));
    let input = match open(source, |file| progress.wrap(file)) {
        Ok(input) => input,
        Err(error) => return Some(failed(error)),
    };
    let mut splitter = Splitter::new(input);
    let mut is_first = true;
    loop {
        match splitter.next_batch() {
            Ok(Some(batch)) => {
                if std::mem::take(&mut is_first) && source.may_be_skipped() && !begins_json(&batch)
                {
                    return Some(Work::Skipped);
                }
                if !send(Work::Batch(batch)) {
                    return None;
                }
            }
            Ok(None) if is_first && source.may_be_skipped() => return Some(Work::Skipped),
            Ok(None) => return Some(Work::End(Ok(()))),
            Err(error) => return Some(failed(error)),
        }
    }
}

/// Returns whether a file seems to be JSON.
fn begins_json(batch: &Batch) -> bool {
    let first = batch.pieces.first();
    let first = first.and_then(|piece| batch.bytes.get(piece.range.start));
    matches!(first, Some(b'{' | b'['))
}

fn work(tasks: &Receiver<Task>, results: &SyncSender<Done>, checker: &Checker, is_verbose: bool) {
    for Task { source, work } in tasks {
        let step = match work {
            Work::Batch(batch) => Step::Judged(judge(&batch, checker, is_verbose)),
            Work::End(end) => Step::End(end),
            Work::Skipped => Step::Skipped,
        };
        if results.send(Done { source, step }).is_err() {
            return;
        }
    }
}

fn judge(batch: &Batch, checker: &Checker, is_verbose: bool) -> JudgedBatch {
    let mut judged = JudgedBatch::default();
    for (index, piece) in batch.pieces.iter().enumerate() {
        let bytes = &batch.bytes[piece.range.clone()];
        if piece.problem.is_none() && !is_verbose && checker.is_plainly_valid(bytes) {
            judged.silent += 1;
            judged.ends_not_json = false;
            continue;
        }
        let one = match piece.problem {
            Some(message) => misplaced(piece, message, bytes),
            None => checker.judge(bytes, piece.position),
        };
        let is_not_json = one.verdict == Verdict::NotJson;
        judged.begins_not_json |= index == 0 && is_not_json;
        if std::mem::replace(&mut judged.ends_not_json, is_not_json) && is_not_json {
            continue;
        }
        if one.verdict == Verdict::Valid && one.problems.is_empty() && !is_verbose {
            judged.silent += 1;
        } else {
            judged.listed.push(one);
        }
    }
    judged
}

/// Describes what is wrong between two events.
fn misplaced(piece: &Piece, message: &str, bytes: &[u8]) -> Judged {
    let text = String::from_utf8_lossy(bytes);
    Judged {
        position: piece.position,
        verdict: Verdict::NotJson,
        event_type: None,
        kind: Some("Syntax".to_owned()),
        note: None,
        problems: vec![Problem::not_json(message, &text, piece.position)],
        omitted: 0,
    }
}
