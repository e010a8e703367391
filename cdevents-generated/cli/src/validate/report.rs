//! The output formats.

mod github;
mod json;
mod junit;
mod sarif;
mod text;
mod writer;

use clap::ValueEnum;

use crate::output::Output;
pub(super) use writer::Report;

/// The output format of verdicts.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people, with the line that is wrong.
    #[default]
    Text,
    /// A JSON object on each line, for each event.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// The XML of JUnit, for test reports.
    Junit,
}

impl Format {
    /// Opens the output. Only text has colours, and programs read the other formats as they are.
    pub(super) fn output(self) -> Output {
        match self {
            Self::Text => Output::open(),
            _ => Output::open_plain(),
        }
    }

    pub(super) fn report(self) -> Box<dyn Report> {
        match self {
            Self::Text => Box::new(text::Text),
            Self::Json => Box::new(json::Json),
            Self::Github => Box::new(github::Github),
            Self::Sarif => Box::<sarif::Sarif>::default(),
            Self::Junit => Box::<junit::Junit>::default(),
        }
    }
}
