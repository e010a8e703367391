//! Reads the declarations.

use crate::Error;
use crate::documents::{Files, UPGRADES_FILE};
use crate::model::UpgradeRules;

/// Reads the declarations about upgrades. Without a file, there are none.
///
/// # Errors
/// Fails if the file is not TOML or does not have the documented format.
pub fn read(files: &Files) -> Result<UpgradeRules, Error> {
    let file = files.folder.join(UPGRADES_FILE);
    let rules: UpgradeRules = match files.texts.get(UPGRADES_FILE) {
        None => UpgradeRules::default(),
        Some(text) => toml::from_str(text).map_err(|error| {
            let reason = format!("is not a valid list of declarations about upgrades: {error}");
            Error::new(&file, "", reason)
        })?,
    };
    Ok(UpgradeRules {
        file,
        is_part: files.is_part,
        ..rules
    })
}
