//! Hosts that this machine is not, played by scripts in place of cargo and rustc.

use std::fs;
use std::path::Path;

use crate::support::{Said, World, snapshot};

/// A machine: its compiler, the targets that are installed, the programs there are.
struct Host<'a> {
    world: &'a World,
}

impl<'a> Host<'a> {
    fn new(world: &'a World, triple: &str, targets: &[&str]) -> Self {
        for target in targets {
            let library = world.path(&format!("sysroot/lib/rustlib/{target}/lib"));
            fs::create_dir_all(library).unwrap();
        }
        let sysroot = world.path("sysroot");
        world.script(
            "bin/rustc",
            &format!(
                "case \"$1\" in\n-vV) echo 'host: {triple}'; echo 'commit-hash: 1234';;\n\
                 --print) echo '{}';;\nesac",
                sysroot.display()
            ),
        );
        let metadata = r#"{"packages":[{"name":"code","targets":[{"name":"hello","kind":["bin"]},{"name":"twice","kind":["bin"]}]},{"name":"more","targets":[{"name":"twice","kind":["bin"]}]}]}"#;
        let artifact =
            r#"{"reason":"compiler-artifact","target":{"name":"hello"},"executable":"DIR/built"}"#;
        let artifact = artifact.replace("DIR", world.path("").to_str().unwrap());
        let log = world.path("cargo.log");
        world.script(
            "bin/cargo",
            &format!(
                "echo \"$*\" >> '{}'\ncase \"$1\" in\nmetadata) echo '{metadata}' ;;\n\
                 build) echo '{artifact}' ;;\n\
                 lambda) while [ \"$1\" != --lambda-dir ]; do shift; done\n\
                 mkdir -p \"$2/hello\" && cp '{}' \"$2/hello/bootstrap\" ;;\nesac",
                log.display(),
                world.path("built").display()
            ),
        );
        for (program, source) in [("sh", "/bin/sh"), ("mkdir", ""), ("cp", ""), ("touch", "")] {
            // What the scripts themselves need, and nothing else of this machine.
            let source = [source, &format!("/bin/{program}"), &format!("/usr/bin/{program}")]
                .into_iter()
                .find(|path| Path::new(path).exists())
                .map(str::to_owned);
            let _ = std::os::unix::fs::symlink(source.unwrap(), world.path("bin").join(program));
        }
        Self { world }
    }

    fn has(&self, program: &str) -> &Self {
        self.world.script(&format!("bin/{program}"), "exit 0");
        self
    }

    /// What cargo "builds": a small program, with some of its bytes exchanged.
    fn builds(&self, exchange: impl FnOnce(&mut [u8])) -> &Self {
        let mut bytes = fs::read("/usr/bin/true").unwrap();
        exchange(&mut bytes);
        self.world.write("built", bytes);
        self
    }

    fn synth(&self, handler: &str, code: i32) -> Said {
        let bin = self.world.path("bin");
        let mut command = self.world.app(&["synth", "-c", &format!("handlers={handler}")]);
        command
            .env_clear()
            .env("PATH", &bin)
            .env("CARGO", bin.join("cargo"))
            .env("RUSTC", bin.join("rustc"));
        let said = self.world.say(&mut command, code);
        assert!(self.world.path("cdk.out/Orders.template.json").is_file());
        said
    }

    fn calls(&self) -> Vec<String> {
        let log = fs::read_to_string(self.world.path("cargo.log")).unwrap_or_default();
        let calls = log.lines().filter(|line| !line.starts_with("metadata"));
        calls.map(str::to_owned).collect()
    }
}

const X86: &str = "x86_64-unknown-linux-gnu";
const ARM: &str = "aarch64-unknown-linux-gnu";

/// Says that the program is for another processor.
fn for_arm(program: &mut [u8]) {
    program[18..20].copy_from_slice(&183_u16.to_le_bytes());
    exchange(program, "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1\0");
    old(program);
}

/// Says that any C library will do, in case this machine's is a new one.
fn old(program: &mut [u8]) {
    for minor in 35..60 {
        exchange(program, &format!("GLIBC_2.{minor}\0"), "GLIBC_2.34\0");
    }
    exchange(program, "GLIBC_ABI_DT_RELR\0", "GLIBC_PRIVATE_PAD\0");
}

fn exchange(program: &mut [u8], from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = program
        .windows(from.len())
        .enumerate()
        .filter(|(_, window)| *window == from.as_bytes())
        .map(|(i, _)| i)
        .collect();
    for place in places {
        program[place..place + to.len()].copy_from_slice(to.as_bytes());
    }
}

#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
#[test]
fn another_processor_is_built_by_cargo_lambda_and_its_output_is_checked() {
    let world = World::new();
    let host = Host::new(&world, X86, &[X86, ARM]);
    host.has("cc").has("cargo-lambda").has("zig").builds(for_arm);
    host.synth("hello@arm64", 0);
    assert!(world.path("cdk.out/assets/hello-arm64.zip").is_file());
    let calls = host.calls();
    let expected = "lambda build --skip-target-check --arm64 --lambda-dir ";
    assert!(calls.len() == 1 && calls[0].starts_with(expected), "{calls:?}");
    assert!(calls[0].ends_with("--package code --bin hello"), "{calls:?}");

    host.builds(old);
    fs::remove_dir_all(world.path("target")).unwrap();
    let said = host.synth("hello@arm64", 3);
    let (_, ours) = said.stderr.split_once("error[").unwrap();
    snapshot("handler_for_another_processor", &format!("error[{ours}"));
    assert!(!world.path("cdk.out/assets/hello-arm64.zip").exists());
}

#[test]
fn fails_when_a_target_is_missing_and_installs_nothing() {
    let world = World::new();
    let host = Host::new(&world, X86, &[X86]);
    for program in ["cc", "rustup", "npm", "pip3", "brew"] {
        host.has(program);
    }
    let said = host.synth("hello@arm64", 4);
    snapshot("target_missing", &said.stderr);
    assert!(host.calls().is_empty(), "{:?}", host.calls());
}

#[test]
fn fails_without_a_linker() {
    let world = World::new();
    let host = Host::new(&world, X86, &[X86]);
    let said = host.synth("hello", 4);
    snapshot("linker_missing", &said.stderr);
}

#[test]
fn fails_on_a_binary_that_two_packages_have() {
    let world = World::new();
    let host = Host::new(&world, X86, &[X86]);
    let said = host.synth("twice", 3);
    snapshot("handler_ambiguous", &said.stderr);
}

#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
#[test]
fn a_host_with_a_newer_c_library_builds_another_way() {
    let world = World::new();
    let host = Host::new(&world, X86, &[X86]);
    host.has("cc").builds(|program| {
        old(program);
        exchange(program, "GLIBC_2.34\0", "GLIBC_2.77\0");
    });
    let said = host.synth("hello", 4);
    let (_, ours) = said.stderr.split_once("error[").unwrap();
    snapshot("c_library_too_new", &format!("error[{ours}"));
    assert!(!world.path("cdk.out/assets/hello-x86_64.zip").exists());

    // With the static target installed, the same binary is built for that; the
    // script gives the same program again, so it is refused in the end.
    fs::create_dir_all(world.path("sysroot/lib/rustlib/x86_64-unknown-linux-musl/lib")).unwrap();
    host.synth("hello", 3);
    let calls = host.calls();
    assert!(calls[1].contains("--target x86_64-unknown-linux-gnu"), "{calls:?}");
    assert!(calls[2].contains("--target x86_64-unknown-linux-musl"), "{calls:?}");

    // The way that worked is remembered.
    host.builds(old);
    fs::remove_dir_all(world.path("target")).unwrap();
    host.synth("hello", 0);
}

#[test]
fn fails_when_there_is_no_cargo() {
    let world = World::new();
    let host = Host::new(&world, X86, &[X86]);
    fs::remove_file(world.path("bin/cargo")).unwrap();
    let said = host.synth("hello", 4);
    assert!(said.stderr.contains("cargo cannot be started"), "{}", said.stderr);
}
