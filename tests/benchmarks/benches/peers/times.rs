//! Measures passes over events, and prints the table of times.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::Criterion;

/// The name of this project's contender, which is the first of each group and input.
pub(crate) const OURS: &str = "cdevents-generated";

/// The best time is that of a batch of passes of about this time. It is much longer than reading the
/// clock takes, and short enough that some batches are not interrupted by other processes.
const BATCH: Duration = Duration::from_micros(50);

/// What is measured: a group, an input and a contender.
#[derive(Clone, Copy)]
pub(crate) struct Label<'a>(
    pub(crate) &'static str,
    pub(crate) &'a str,
    pub(crate) &'static str,
);

/// The result of a contender.
pub(crate) struct Row {
    /// What is done with the events, such as `from_slice`.
    pub(crate) group: &'static str,
    /// The name of the input.
    pub(crate) input: String,
    /// The name of the contender.
    pub(crate) contender: &'static str,
    /// The best time per pass.
    pub(crate) time: Duration,
    /// How many events the contender accepts, and how many there are.
    pub(crate) accepted: Option<(usize, usize)>,
}

/// All results, in the order in which they were measured.
pub(crate) struct Times {
    criterion: Criterion,
    rows: Vec<Row>,
    /// Whether the arguments excluded a measurement.
    pub(crate) is_partial: bool,
}

impl Default for Times {
    fn default() -> Self {
        let criterion = Criterion::default()
            .measurement_time(Duration::from_secs(1))
            .warm_up_time(Duration::from_millis(300))
            .sample_size(50)
            .configure_from_args();
        Self {
            criterion,
            rows: Vec::new(),
            is_partial: false,
        }
    }
}

impl Times {
    /// Measures a check of each event, and counts the events that it accepts.
    pub(crate) fn measure_checks<T>(
        &mut self,
        label: Label<'_>,
        events: &[T],
        mut accepts: impl FnMut(&T) -> bool,
    ) {
        let accepted = events.iter().filter(|event| accepts(event)).count();
        let is_measured = self.measure(label, || {
            for event in events {
                black_box(accepts(event));
            }
        });
        self.set_accepted(is_measured, (accepted, events.len()));
    }

    /// Measures a check that changes its text. It gets a copy each time; copying is not measured.
    pub(crate) fn measure_checks_in_place(
        &mut self,
        label: Label<'_>,
        texts: &[&[u8]],
        accepts: impl Fn(&mut [u8]) -> bool,
    ) {
        let copy = || -> Vec<_> { texts.iter().map(|text| text.to_vec()).collect() };
        let mut copies = copy();
        let verdicts = copies.iter_mut().map(|text| accepts(text));
        let accepted = verdicts.filter(|is_accepted| *is_accepted).count();
        let is_measured = self.measure_consuming(label, copy, |mut texts| {
            for text in &mut texts {
                black_box(accepts(text));
            }
            texts
        });
        self.set_accepted(is_measured, (accepted, texts.len()));
    }

    fn set_accepted(&mut self, is_measured: bool, accepted: (usize, usize)) {
        if let Some(row) = self.rows.last_mut().filter(|_| is_measured) {
            row.accepted = Some(accepted);
        }
    }

    /// Measures a pass. Returns whether the arguments ask for it.
    pub(crate) fn measure(&mut self, label: Label<'_>, mut pass: impl FnMut()) -> bool {
        self.measure_passes(label, |passes| {
            let start = Instant::now();
            for _ in 0..passes {
                pass();
            }
            start.elapsed()
        })
    }

    /// Measures passes that each consume an input, without the time to make it, and to drop the
    /// output. Returns whether the arguments ask for it.
    pub(crate) fn measure_consuming<I, O>(
        &mut self,
        label: Label<'_>,
        mut input: impl FnMut() -> I,
        mut pass: impl FnMut(I) -> O,
    ) -> bool {
        self.measure_passes(label, |passes| {
            let mut total = Duration::ZERO;
            for _ in 0..passes {
                let input = input();
                let start = Instant::now();
                let output = pass(input);
                total += start.elapsed();
                drop(output);
            }
            total
        })
    }

    fn measure_passes(
        &mut self,
        Label(group, input, contender): Label<'_>,
        mut time: impl FnMut(u64) -> Duration,
    ) -> bool {
        let mut best = None;
        let id = format!("{group}, {input}/{contender}");
        self.criterion.bench_function(&id, |bencher| {
            bencher.iter_custom(|passes| {
                let (mut left, mut total) = (passes, Duration::ZERO);
                while left > 0 {
                    let each = best.unwrap_or(BATCH).as_nanos().max(1);
                    let batch = u32::try_from(BATCH.as_nanos() / each).unwrap_or(u32::MAX);
                    let batch = u64::from(batch).clamp(1, left);
                    let elapsed = time(batch);
                    let each = elapsed / u32::try_from(batch).unwrap_or(u32::MAX);
                    best = Some(best.map_or(each, |best: Duration| best.min(each)));
                    total += elapsed;
                    left -= batch;
                }
                total
            });
        });
        let Some(time) = best else {
            self.is_partial = true;
            return false;
        };
        self.rows.push(Row {
            group,
            input: input.to_owned(),
            contender,
            time,
            accepted: None,
        });
        true
    }

    /// Returns the results of each group and input. The first one is ours, unless the arguments
    /// exclude it.
    pub(crate) fn comparisons(&self) -> impl Iterator<Item = &[Row]> {
        self.rows
            .chunk_by(|a, b| (a.group, &a.input) == (b.group, &b.input))
    }

    /// Prints each contender's time, the ratio of our time to it, and how many events it accepts.
    pub(crate) fn print(&self) {
        println!(
            "\n{:<31} {:<27} {:>12} {:>8} {:>11}",
            "measure", "contender", "per pass", "ratio", "accepted"
        );
        for rows in self.comparisons() {
            for row in rows {
                let measure = format!("{}, {}", row.group, row.input);
                let ratio = ratio(rows, row).unwrap_or_default();
                let accepted = row.accepted.map(|(some, all)| format!("{some} of {all}"));
                println!(
                    "{measure:<31} {:<27} {:>12.2?} {ratio:>8} {:>11}",
                    row.contender,
                    row.time,
                    accepted.unwrap_or_default()
                );
            }
        }
    }
}

/// Returns our time divided by a peer's.
pub(crate) fn ratio(rows: &[Row], peer: &Row) -> Option<String> {
    let ours = rows.first().filter(|row| row.contender == OURS)?;
    let ratio = ours.time.as_secs_f64() / peer.time.as_secs_f64();
    (peer.contender != OURS).then(|| format!("{ratio:.2}"))
}
