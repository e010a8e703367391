//! What every output format does.

use crate::failure::Failure;
use crate::output::Output;
use crate::validate::problem::Judged;

/// Writes verdicts in a format.
pub(crate) trait Report {
    fn begin(&mut self, _output: &mut Output) -> Result<(), Failure> {
        Ok(())
    }

    /// Counts valid events without anything to say about them.
    fn silent(&mut self, _count: usize) {}

    /// Writes the verdict on an event of a source.
    fn event(&mut self, source: &str, judged: &Judged, output: &mut Output) -> Result<(), Failure>;

    /// Ends a source. `error` says why it was not read to its end.
    fn source(
        &mut self,
        _name: &str,
        _error: Option<&str>,
        _output: &mut Output,
    ) -> Result<(), Failure> {
        Ok(())
    }

    fn end(&mut self, _output: &mut Output) -> Result<(), Failure> {
        Ok(())
    }
}
