use construct_contract::{CanRead, CanWrite, Reader, Writer};

struct User;

fn put(_: &impl CanWrite) {}
fn scan(_: &impl CanRead) {}

fn main() {
    put(&Reader::<User>::new("users"));
    scan(&Writer::<User>::new("users"));
}
