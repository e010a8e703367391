//! Stopping without losing what is at hand.

use std::io;
use std::sync::Arc;

use tokio::sync::watch;

/// Becomes true when the command should stop: by SIGINT, by SIGTERM, or because it has enough events.
#[derive(Clone)]
pub(super) struct Stop(Arc<watch::Sender<bool>>);

impl Stop {
    /// Listens to the signals from now on.
    pub(super) fn on_signals() -> io::Result<Self> {
        let stop = Self(Arc::new(watch::Sender::new(false)));
        let signalled = signals()?;
        let other = stop.clone();
        tokio::spawn(async move {
            signalled.await;
            other.stop();
        });
        Ok(stop)
    }

    pub(super) fn stop(&self) {
        self.0.send_replace(true);
    }

    pub(super) fn is_stopped(&self) -> bool {
        *self.0.borrow()
    }

    pub(super) async fn stopped(self) {
        // It cannot fail, because the sender is here.
        let _ = self.0.subscribe().wait_for(|stop| *stop).await;
    }
}

#[cfg(unix)]
fn signals() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn signals() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
