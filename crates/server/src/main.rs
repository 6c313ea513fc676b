//! `bulla`: one program that verifies people and companies, screens them and keeps their money.

use clap::Parser;

fn main() -> std::process::ExitCode {
    let command = server::command::Bulla::parse();
    match server::command::run(command) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            server::command::complain(&error);
            std::process::ExitCode::FAILURE
        }
    }
}
