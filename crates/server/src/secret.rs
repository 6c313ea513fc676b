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
    keep(file, &format!("{text}\n"))?;
    Ok(Secret { text, is_new: true })
}

/// Writes a new file that this user alone can read; it is durable when this returns.
///
/// # Errors
/// When the file exists or cannot be made.
pub fn keep(file: &Path, text: &str) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    let handle = options.write(true).create_new(true).mode(0o600).open(file);
    let mut handle = handle.with_context(|| format!("{}", file.display()))?;
    handle.write_all(text.as_bytes())?;
    handle.sync_all().context("flushing a secret")
}
