use construct_lib::{App, Aspects};

struct EncryptedQueues;

fn main() {
    let app = App::new();
    Aspects::of(&app).add(EncryptedQueues);
}
