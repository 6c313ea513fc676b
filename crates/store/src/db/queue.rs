//! A bounded queue between async callers and the database's threads: a push never waits, a pop does.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    arrived: Condvar,
    length_max: usize,
}

struct State<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

/// Why a push was turned away.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(super) enum Refusal {
    #[error("too many operations wait for the database")]
    Full,
    #[error("the database is closed")]
    Closed,
}

impl<T> Queue<T> {
    pub(super) fn new(length_max: usize) -> Self {
        let state = State {
            waiting: VecDeque::new(),
            closed: false,
        };
        Self {
            state: Mutex::new(state),
            arrived: Condvar::new(),
            length_max,
        }
    }

    /// Nothing can panic while the lock is held, so a poisoned state is a whole one.
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, item: T) -> Result<(), Refusal> {
        let mut state = self.state();
        if state.closed {
            return Err(Refusal::Closed);
        }
        if state.waiting.len() >= self.length_max {
            return Err(Refusal::Full);
        }
        state.waiting.push_back(item);
        drop(state);
        self.arrived.notify_one();
        Ok(())
    }

    /// The oldest item; waits for one. `None` when the queue is closed and empty.
    pub(super) fn pop(&self) -> Option<T> {
        let mut state = self.state();
        loop {
            if let Some(item) = state.waiting.pop_front() {
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state = self.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The oldest item, if any waits.
    pub(super) fn try_pop(&self) -> Option<T> {
        self.state().waiting.pop_front()
    }

    /// Takes nothing more; what waits can still be popped.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.arrived.notify_all();
    }

    /// Takes nothing more and drops what waits.
    pub(super) fn abandon(&self) {
        let mut state = self.state();
        state.closed = true;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        self.arrived.notify_all();
        drop(waiting);
    }
}

/// When a thread of ours panics, nobody may wait for it.
pub(super) struct AbandonOnPanic<T>(pub(super) Arc<Queue<T>>);

impl<T> Drop for AbandonOnPanic<T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.abandon();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_away_what_is_too_much_and_drains_after_closing() {
        let queue = Queue::new(2);
        assert_eq!(queue.push(1), Ok(()));
        assert_eq!(queue.push(2), Ok(()));
        assert_eq!(queue.push(3), Err(Refusal::Full));
        assert_eq!(queue.pop(), Some(1));
        queue.close();
        assert_eq!(queue.push(4), Err(Refusal::Closed));
        assert_eq!((queue.pop(), queue.pop()), (Some(2), None));
    }
}
