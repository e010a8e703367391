//! Why a command stops.

/// The exit status of a command that has done what it was asked.
pub(crate) const SUCCESS: u8 = 0;

/// The exit status of a command whose verdict is negative, such as that of an invalid event.
pub(crate) const NEGATIVE: u8 = 1;

/// The exit status of a command that cannot do what it was asked.
pub(crate) const ERROR: u8 = 2;

/// Why a command stops early.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Failure {
    /// Nobody reads the output any more, as in `| head -1`. This is no error.
    ClosedPipe,
    /// An error, in words for the user.
    Error(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Error(message)
    }
}

impl From<&str> for Failure {
    fn from(message: &str) -> Self {
        message.to_owned().into()
    }
}
