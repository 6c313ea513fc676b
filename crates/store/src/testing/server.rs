//! A temporary PostgreSQL server from the installed binaries, one for each test process and durability.
//!
//! A watchdog process ends the server and removes its folder when the test process is gone, however it went: the watchdog
//! reads a pipe that only the test process holds open.

use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use ::postgres::NoTls;

use crate::{Db, DbConfig, migration::Migration};

/// Whether the server flushes what it acknowledges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// No flushing: for every test that is not about it.
    Fast,
    /// As in production.
    Durable,
}

/// A running server.
pub struct Server {
    folder: PathBuf,
    databases: AtomicU32,
    template: tokio::sync::OnceCell<String>,
    /// Its standard input is the pipe; it acts when this process ends.
    _watchdog: Child,
}

impl Server {
    /// The process's server of that kind, started on first use; `None` where PostgreSQL is not installed.
    ///
    /// # Panics
    /// When it is not installed and `CI` is set, or does not start.
    pub fn shared(durability: Durability) -> Option<&'static Self> {
        static FAST: OnceLock<Option<Server>> = OnceLock::new();
        static DURABLE: OnceLock<Option<Server>> = OnceLock::new();
        let place = match durability {
            Durability::Fast => &FAST,
            Durability::Durable => &DURABLE,
        };
        place
            .get_or_init(|| binaries().map(|binaries| Self::start(&binaries, durability)))
            .as_ref()
    }

    fn start(binaries: &str, durability: Durability) -> Self {
        let made = output(&mut as_owner("mktemp", &["-d", "-t", "bulla-postgres-XXXXXX"]));
        let folder = PathBuf::from(made.trim());
        let text = made.trim();
        let watchdog = watch(binaries, text);
        let data = format!("{text}/data");
        output(&mut as_owner(
            &format!("{binaries}/initdb"),
            &[
                "--no-sync",
                "-A",
                "trust",
                "-U",
                "bulla",
                "--encoding=UTF8",
                "--locale=C",
                "-D",
                &data,
            ],
        ));
        let fsync = if durability == Durability::Durable {
            "on"
        } else {
            "off"
        };
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories={text} -c fsync={fsync} -c max_connections=300 \
             -c shared_buffers=32MB"
        );
        let log = format!("{text}/log");
        let arguments = ["-D", &data, "-o", &options, "-l", &log, "-w", "-t", "60", "start"];
        output(&mut as_owner(&format!("{binaries}/pg_ctl"), &arguments));
        Self {
            folder,
            databases: AtomicU32::new(0),
            template: tokio::sync::OnceCell::new(),
            _watchdog: watchdog,
        }
    }

    /// The address of one of its databases.
    fn url(&self, database: &str) -> String {
        format!(
            "postgres://bulla@{}/{database}",
            self.folder.display().to_string().replace('/', "%2F")
        )
    }

    /// Makes a database, a copy of `template` when one is given, and says its address.
    pub fn create(&self, template: Option<&str>) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let template = template.unwrap_or("template0");
        let (url, sql) = (
            self.url("postgres"),
            format!("CREATE DATABASE {name} TEMPLATE {template}"),
        );
        // The driver waits with a runtime of its own, which must not stand on a thread of another.
        std::thread::spawn(move || {
            let mut client = ::postgres::Client::connect(&url, NoTls).expect("the server answers");
            client.batch_execute(&sql).expect("a database can be made");
        })
        .join()
        .expect("the database was made");
        self.url(&name)
    }

    /// The name of a database with `migrations` applied, made on first use.
    pub(super) async fn template(&self, migrations: &'static [Migration]) -> &str {
        let make = || async {
            let url = self.create(None);
            let db = Db::open(DbConfig::Postgres {
                url: url.clone(),
                connections: 1,
            })
            .await
            .expect("PostgreSQL answers");
            super::made(super::migrate_into(&db, migrations).await);
            db.close().await;
            url.rsplit('/').next().unwrap_or_default().to_owned()
        };
        self.template.get_or_init(make).await
    }
}

/// The folder of the newest installed server's programs.
fn binaries() -> Option<String> {
    let newest = "ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1";
    let onto_path = "dirname \"$(command -v initdb)\" 2>/dev/null";
    let script =
        format!("found=$({newest}); if [ -x \"$found/initdb\" ]; then echo \"$found\"; else {onto_path}; fi");
    let found = Command::new("sh").args(["-c", &script]).output().ok()?;
    let found = String::from_utf8(found.stdout).ok()?.trim().to_owned();
    if found.starts_with('/') {
        return Some(found);
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "where tests run is not a setting of the product"
    )]
    let ci = std::env::var("CI").is_ok();
    assert!(
        !ci,
        "PostgreSQL is not installed: install Debian's package postgresql"
    );
    #[expect(
        clippy::print_stderr,
        reason = "whoever runs the tests must see what was left out"
    )]
    {
        eprintln!("PostgreSQL is not installed: its half of the tests is left out");
    }
    None
}

/// Starts the process that outlives this one by a moment.
fn watch(binaries: &str, folder: &str) -> Child {
    let script = "cat > /dev/null; \"$1/pg_ctl\" -D \"$2/data\" -m immediate stop; rm -rf \"$2\"";
    let mut command = as_owner("sh", &["-c", script, "sh", binaries, folder]);
    // Out of the terminal's group, so that an interrupt of the tests does not end it too.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir("/");
    command.spawn().expect("sh starts")
}

/// A command run by who may run a server: PostgreSQL refuses root.
fn as_owner(program: &str, arguments: &[&str]) -> Command {
    let who = Command::new("id").arg("-u").output().expect("id runs");
    let mut command = if who.stdout == b"0\n" {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", program]);
        command
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir("/").stdin(Stdio::null());
    command
}

/// Runs the command to its end. Its output goes through a file or pipe of our own, never to what the server would hold open.
fn output(command: &mut Command) -> String {
    let report = tempfile::tempfile().expect("a temporary file can be made");
    let clone = || report.try_clone().expect("a file can be opened twice");
    let status = command
        .stdout(clone())
        .stderr(clone())
        .status()
        .expect("the program starts");
    let mut text = String::new();
    let mut file = &report;
    std::io::Seek::rewind(&mut file).expect("a file can be read from its start");
    std::io::Read::read_to_string(&mut file, &mut text).expect("the output is text");
    assert!(status.success(), "{command:?}: {text}");
    text
}
