use construct_lib::App;

fn main() {
    let app = App::new();
    std::thread::spawn(move || drop(app.synth()));
}
