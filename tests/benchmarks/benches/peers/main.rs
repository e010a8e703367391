//! Compares this project with other CDEvents, JSON and JSON Schema crates:
//!
//! ```sh
//! cargo bench -p cdevents-benchmarks                      # everything
//! cargo bench -p cdevents-benchmarks -- '^from_slice, '   # one group
//! UPDATE_TABLES=1 cargo bench -p cdevents-benchmarks      # everything, and writes `README.md`
//! ```
//!
//! The table at the end has the best time of one pass over all events of an input, and the ratio of
//! our time to each peer's: below 1, this project is faster.

mod groups;
mod inputs;
mod machine;
mod page;
mod peers;
mod times;

use std::process::ExitCode;

use crate::inputs::Inputs;
use crate::peers::Schemas;
use crate::times::Times;

fn main() -> ExitCode {
    let schemas = Schemas::new();
    let inputs = Inputs::new(&schemas);
    let mut times = Times::default();
    groups::reading::measure(&mut times, &inputs);
    groups::verdicts::measure(&mut times, &inputs);
    groups::rejecting::measure(&mut times, &inputs);
    groups::writing::measure(&mut times, &inputs);
    groups::upgrading::measure(&mut times, &inputs);
    times.print();
    if std::env::var_os("UPDATE_TABLES").is_none() {
        return ExitCode::SUCCESS;
    }
    match page::write(&times, &inputs) {
        Ok(path) => println!("\nwrote {}", path.display()),
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
