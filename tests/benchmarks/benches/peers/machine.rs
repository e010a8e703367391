//! Describes the machine that the times are from.

use std::process::Command;

use cdevents_generated::Timestamp;

/// Returns the date, the processor, the number of its cores, and the compiler.
pub(crate) fn description() -> String {
    let now = Timestamp::now().to_string();
    let date = now.split('T').next().unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "Measured on {date} with {}, {cores} cores, {}, and target {}{}.",
        processor(),
        compiler(),
        std::env::consts::ARCH,
        if cfg!(target_feature = "avx2") {
            " with AVX2"
        } else {
            ""
        }
    )
}

/// Returns the model of the processor, as Linux names it.
fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find(|line| line.starts_with("model name"));
    let model = model.and_then(|line| line.split(": ").nth(1));
    model.unwrap_or("an unknown processor").to_owned()
}

/// Returns the version of the compiler that is used in this folder.
fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    version.unwrap_or_else(|_| "an unknown compiler".to_owned())
}
