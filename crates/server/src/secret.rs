//! Secrets of the installation: from the settings, or a file in the data folder that is made on first start.

use std::{io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use anyhow::{Context, Result};

/// A secret and whether it has just been made.
pub struct Secret {
    /// Hexadecimal or any text the operator chose.
    pub text: String,
    /// Made by this start.
    pub is_new: bool,
}

/// The secret from the settings, else from `file`, else freshly made and kept there, readable by this user alone.
///
/// # Errors
/// When the file can be neither read nor made.
pub fn secret(setting: &str, file: &Path) -> Result<Secret> {
    if !setting.is_empty() {
        return Ok(Secret {
            text: setting.to_owned(),
            is_new: false,
        });
    }
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Secret {
            text: text.trim().to_owned(),
            is_new: false,
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(file),
        Err(error) => Err(error).with_context(|| format!("{}", file.display())),
    }
}

fn make(file: &Path) -> Result<Secret> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).context("the operating system gives random bytes")?;
    let text = hex::encode(bytes);
    let mut options = std::fs::OpenOptions::new();
    let mut handle = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .with_context(|| format!("{}", file.display()))?;
    writeln!(handle, "{text}")?;
    handle.sync_all()?;
    Ok(Secret { text, is_new: true })
}
