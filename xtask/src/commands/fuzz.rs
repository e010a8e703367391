//! `cargo xtask fuzz`.

use cdevents_tests::differential::Differential;
use indicatif::ProgressBar;
use xtask::output::print_line;

/// How many events are compared before the progress bar moves.
const STRIDE: usize = 10_000;

/// Compares verdicts until two of them differ.
pub(crate) fn run(cases: usize, seed: u64) -> Result<u8, String> {
    let differential = Differential::default();
    // A few strides take no time.
    let progress = if cases < 5 * STRIDE {
        ProgressBar::hidden()
    } else {
        ProgressBar::new(cases as u64)
    };
    let mut valid = 0;
    for start in (0..cases).step_by(STRIDE) {
        let count = STRIDE.min(cases - start);
        // Each stride has its own seed, so that it can be repeated alone.
        let seed = seed.wrapping_add(start as u64);
        match differential.run(count, seed) {
            Ok(accepted) => valid += accepted,
            Err(disagreement) => {
                progress.abandon();
                return Err(format!(
                    "{disagreement}\nto reproduce it, pass --cases {count} --seed {seed}"
                ));
            }
        }
        progress.inc(count as u64);
    }
    progress.finish_and_clear();
    print_line(format_args!(
        "{cases} events, {valid} of them valid: no disagreement"
    ))?;
    Ok(0)
}
