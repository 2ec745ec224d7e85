//! Handlers built by the crate `cargo-lambda-build`. It takes minutes to
//! compile, so these run on demand only: `cargo xtask test --cargo-lambda-build`.

use crate::handlers::{builds, logged_cargo, package, synth, zip};
use crate::support::{World, inherited};

/// A workspace whose search path begins with a `rustup` that only takes notes.
fn world() -> World {
    let world = World::new();
    logged_cargo(&world);
    let log = world.path("rustup.log");
    world.script("bin/rustup", &format!("echo \"$@\" >> '{}'", log.display()));
    world
}

fn path_with(world: &World) -> String {
    let (_, path) = inherited().into_iter().find(|(name, _)| name == "PATH").unwrap();
    format!("{}:{}", world.path("bin").display(), path.to_str().unwrap())
}

#[test]
fn a_handler_is_built_in_a_process_of_its_own_and_no_toolchain_is_changed() {
    let world = world();
    for (directory, expected) in [("one", 1), ("two/further down", 2), ("one", 2)] {
        package(&world, directory);
        let mut command = world.app(&["synth", "-c", "handlers=hello"]);
        command
            .current_dir(world.path(directory))
            .env("CARGO", world.path("bin/cargo"))
            .env("PATH", path_with(&world))
            .env("CARGO_NET_OFFLINE", "true");
        let said = world.say(&mut command, 0);
        assert!(said.stdout.contains("# --- deploy Orders ---"), "{}", said.stdout);
        // What did not change is not built again.
        assert_eq!(builds(&world), expected);
    }
    assert_eq!(zip(&world, "one").unwrap(), zip(&world, "two/further down").unwrap());
    assert!(!world.path("rustup.log").exists(), "rustup was called");
}

#[test]
fn a_handler_that_does_not_compile_costs_neither_the_templates_nor_the_report() {
    let world = world();
    package(&world, "one");
    world.write("one/src/main.rs", "fn main() { let wrong: u8 = \"text\"; }");
    let said = synth(&world, "one", &[], 3);
    assert!(said.stderr.contains("mismatched types"), "{}", said.stderr);
    assert!(said.stderr.contains("error[handler-build-failed]"), "{}", said.stderr);
    assert!(world.path("one/cdk.out/Orders.template.json").is_file());
    assert!(zip(&world, "one").is_none());
}
