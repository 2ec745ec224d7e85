use construct_lib::{App, Construct};

fn main() {
    let app = App::new();
    let replicas: Option<u8> = app.node().context("replicas");
    println!("{replicas:?}");
}
