//! The run of all sources: results, summary and exit status.

use std::path::PathBuf;
use std::thread;

use cdevents_generated::Release;

use super::check::Checker;
use super::pipeline::{Done, JudgedBatch, Step, start};
use super::progress::Progress;
use super::report::{Format, Report};
use super::schemas::{SchemaFile, registry};
use super::summary::Summary;
use crate::failure::{ERROR, Failure, NEGATIVE, SUCCESS};
use crate::input::sources;
use crate::output::{Output, tell, tell_error};

/// What is asked of a validation.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) arguments: Vec<PathBuf>,
    pub(crate) format: Format,
    pub(crate) is_verbose: bool,
    pub(crate) advises: bool,
    pub(crate) release: Option<Release>,
    pub(crate) schemas: Vec<SchemaFile>,
    pub(crate) threads: Option<usize>,
}

/// Validates all sources, and returns the exit status.
pub(crate) fn run(options: &Options) -> Result<u8, Failure> {
    let checker = Checker {
        release: options.release,
        registry: registry(&options.schemas)?,
        advises: options.advises,
    };
    let sources = sources(&options.arguments);
    let names = sources.iter().map(|source| match source {
        Ok(source) => source.to_string(),
        Err(_) => String::new(),
    });
    let progress = Progress::new(&sources);
    let mut run = Run {
        names: names.collect(),
        report: options.format.report(),
        output: options.format.output(),
        progress: progress.clone(),
        summary: Summary::default(),
        is_in_not_json: false,
        pieces_before: 0,
    };
    let threads = options
        .threads
        .or_else(|| thread::available_parallelism().ok().map(Into::into));
    let results = start(
        sources,
        checker,
        options.is_verbose,
        threads.unwrap_or(1),
        progress,
    );
    let result = run.all(results);
    run.progress.finish();
    match result {
        // Nobody reads the rest, but what was found is still true.
        Err(Failure::ClosedPipe) => {}
        result => {
            result?;
            if run.summary.pieces() == 0 && run.summary.unread == 0 {
                return Err("no file has an event".into());
            }
            tell(run.summary);
        }
    }
    Ok(run.status())
}

struct Run {
    names: Vec<String>,
    report: Box<dyn Report>,
    output: Output,
    progress: Progress,
    summary: Summary,
    /// Whether the last piece was not JSON.
    is_in_not_json: bool,
    /// How many pieces the sources before the current one had.
    pieces_before: usize,
}

impl Run {
    fn all(&mut self, results: impl Iterator<Item = Done>) -> Result<(), Failure> {
        let Self { report, output, .. } = self;
        report.begin(output)?;
        let mut ended = 0;
        for Done { source, step } in results {
            self.progress.tick();
            match step {
                Step::Judged(batch) => self.judged(source, &batch)?,
                Step::End(end) => {
                    ended += 1;
                    self.end(source, end)?;
                }
                Step::Skipped => {
                    ended += 1;
                    self.summary.skipped += 1;
                }
            }
        }
        if ended < self.names.len() {
            return Err("a thread has stopped, so not all events were validated".into());
        }
        let Self { report, output, .. } = self;
        self.progress.suspend(|| {
            report.end(output)?;
            output.flush()
        })
    }

    fn judged(&mut self, source: usize, judged: &JudgedBatch) -> Result<(), Failure> {
        self.summary.valid += judged.silent;
        self.report.silent(judged.silent);
        // A passage that is not JSON is one, even if it is longer than a batch.
        let goes_on = self.is_in_not_json && judged.begins_not_json;
        self.is_in_not_json = judged.ends_not_json;
        let Self {
            report,
            output,
            summary,
            names,
            ..
        } = self;
        self.progress.suspend(|| {
            for judged in judged.listed.iter().skip(usize::from(goes_on)) {
                summary.add(judged);
                report.event(&names[source], judged, output)?;
            }
            // What was found is seen before more is read.
            output.flush()
        })
    }

    fn end(&mut self, source: usize, end: Result<(), String>) -> Result<(), Failure> {
        self.is_in_not_json = false;
        let pieces = self.summary.pieces();
        let is_empty = std::mem::replace(&mut self.pieces_before, pieces) == pieces;
        let end = end.and_then(|()| {
            if is_empty {
                Err("contains no event".to_owned())
            } else {
                Ok(())
            }
        });
        let name = &self.names[source];
        if let Err(reason) = &end {
            self.summary.unread += 1;
            let reason = match name.as_str() {
                "" => reason.clone(),
                name => format!("{name}: {reason}"),
            };
            self.progress.suspend(|| tell_error(reason));
        }
        let Self { report, output, .. } = self;
        report.source(&self.names[source], end.err().as_deref(), output)
    }

    const fn status(&self) -> u8 {
        let summary = &self.summary;
        if summary.unread > 0 {
            ERROR
        } else if summary.invalid > 0 || summary.not_json > 0 {
            NEGATIVE
        } else {
            SUCCESS
        }
    }
}
