//! Stopping without losing what is at hand.

use std::io;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Becomes true when the process is asked to stop, by SIGTERM or SIGINT.
#[derive(Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens to the signals from now on.
    pub(crate) fn on_signals() -> io::Result<Self> {
        let (stop, stopping) = watch::channel(false);
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            stop.send_replace(true);
        });
        Ok(Self(stopping))
    }

    pub(crate) async fn asked_for(mut self) {
        // It fails if no signal can come anymore, since the runtime ends.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}
