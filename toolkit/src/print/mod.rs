//! What people and tools read: results go to standard output, all else to
//! standard error.

mod deploy;
mod packaged;
mod shell;
mod summary;
mod terminal;

pub(crate) use deploy::{delete_block, deploy_block};
pub(crate) use packaged::packaged_size;
pub(crate) use shell::quote;
pub(crate) use summary::{bytes, count, near_quotas, shown_path, stacks};
pub(crate) use terminal::Terminal;
