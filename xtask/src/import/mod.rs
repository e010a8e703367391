//! Imports a release of the specification into the folder of schemas, from a checkout or an unpacked
//! archive.
//!
//! [`plan`] reads and checks everything. [`write()`] writes what is planned: all of it or nothing.
//! New words that `names.toml` doesn't know are no error here; `cargo xtask codegen` reports them.
//!
//! ```no_run
//! use xtask::import;
//!
//! let plan = import::plan("../spec".as_ref(), None, "schemas".as_ref())?;
//! println!("{plan}\n{}", plan.difference);
//! println!("{}", import::write(&plan, false)?);
//! # Ok::<(), cdevents_codegen::Error>(())
//! ```

mod checkout;
mod difference;
mod format;
mod layout;
mod plan;
mod references;
mod release;
mod write;

pub use checkout::SkipReason;
pub use difference::{ChangedFile, Difference};
pub use format::format;
pub use plan::{FolderState, Plan, PlannedFile, plan};
pub use write::{Import, Outcome, clean_up, write};
