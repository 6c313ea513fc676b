//! An operation that waits for its transaction, with the place that its answer goes to.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

use domain::{Error, Result};
use tokio::sync::oneshot;

use super::{RETRIES_MAX, tx::Tx};

/// What an operation may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

/// What must become of the transaction after an operation ran in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Commit.
    Keep,
    /// Roll back; the answer is an error.
    Discard,
    /// Roll back and run the operation in a fresh transaction.
    Again,
}

/// An operation on its way.
pub(super) struct Waiting {
    pub(super) access: Access,
    runs: u32,
    job: Box<dyn Job>,
}

trait Job: Send {
    /// Runs the operation and keeps its answer. True when it is worth another run.
    fn run(&mut self, tx: &mut Tx<'_>) -> (Verdict, bool);
    fn answer(self: Box<Self>);
    fn refuse(self: Box<Self>, error: Error);
}

impl Waiting {
    /// An operation, and where its answer will arrive.
    pub(super) fn new<T, F>(access: Access, operation: F) -> (Self, oneshot::Receiver<Result<T>>)
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Task {
            operation,
            outcome: None,
            reply,
        });
        (Self { access, runs: 0, job }, answer)
    }

    /// Runs the operation in `tx`. Says `Again` while tries are left.
    pub(super) fn run(&mut self, tx: &mut Tx<'_>) -> Verdict {
        let (verdict, retry) = self.job.run(tx);
        if retry && self.may_run_again() {
            Verdict::Again
        } else {
            verdict
        }
    }

    /// Counts a try that failed; false when it was the last.
    pub(super) fn may_run_again(&mut self) -> bool {
        self.runs += 1;
        self.runs <= RETRIES_MAX
    }

    /// How often it ran or could not be run.
    pub(super) fn runs(&self) -> u32 {
        self.runs
    }

    /// Gives the kept answer to whoever still waits for it.
    pub(super) fn answer(self) {
        self.job.answer();
    }

    /// Answers with `error` instead: nothing was kept.
    pub(super) fn refuse(self, error: Error) {
        self.job.refuse(error);
    }
}

struct Task<T, F> {
    operation: F,
    outcome: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Task<T, F>
where
    T: Send,
    F: Fn(&mut Tx) -> Result<T> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> (Verdict, bool) {
        // What a panic may leave half-changed is the transaction alone, and that is rolled back.
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.operation)(tx))).unwrap_or_else(|panic| {
            tx.note_panic();
            Err(Error::Internal(format!(
                "an operation panicked: {}",
                panic_text(panic.as_ref())
            )))
        });
        // A failed statement fails its transaction, on SQLite as on PostgreSQL, even when the operation went on.
        let (outcome, transient) = match tx.failure() {
            Some(failure) => (outcome.and(Err(failure.error.clone())), failure.transient),
            None => (outcome, false),
        };
        let verdict = if outcome.is_ok() {
            Verdict::Keep
        } else {
            Verdict::Discard
        };
        let retry = transient || outcome.as_ref().is_err_and(Error::is_stale);
        self.outcome = Some(outcome);
        (verdict, retry)
    }

    fn answer(self: Box<Self>) {
        let unanswered = || Err(Error::internal("an operation was answered before it ran"));
        // Nobody waits any more when the caller's future was dropped; what was done stays done.
        drop(self.reply.send(self.outcome.unwrap_or_else(unanswered)));
    }

    fn refuse(self: Box<Self>, error: Error) {
        drop(self.reply.send(Err(error)));
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without words")
}
