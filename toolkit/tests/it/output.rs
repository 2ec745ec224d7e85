//! What is written, when, and what a killed process leaves.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{World, app, inherited, zip};

const MANY: &str = "stacks=A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P";

#[test]
fn two_runs_give_the_same_bytes_wherever_and_whoever_runs_them() {
    let (one, two) = (World::new(), World::new());
    let arguments = ["synth", "-c", MANY, "-c", "topics=20", "-c", "team=orders"];
    one.run(&arguments, 0);
    let first = one.files("cdk.out");
    assert_eq!(first.len(), 18);
    one.run(&arguments, 0);
    assert!(one.files("cdk.out") == first);

    fs::create_dir_all(two.path("a/b")).unwrap();
    let mut elsewhere = two.app(&arguments);
    elsewhere.current_dir(two.path("a/b"));
    for (name, value) in [
        ("HOME", "/nonexistent"),
        ("USER", "somebody"),
        ("TZ", "Asia/Seoul"),
        ("LANG", "ko_KR.UTF-8"),
        ("LC_ALL", "ko_KR.UTF-8"),
        ("TERM", "dumb"),
    ] {
        elsewhere.env(name, value);
    }
    two.say(&mut elsewhere, 0);
    assert!(two.files("a/b/cdk.out") == first);
}

#[test]
fn modes_do_not_depend_on_the_mask() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    world.write("code.zip", crate::support::zip("index.js"));
    let mut seen = Vec::new();
    for mask in ["077", "022", "000"] {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &format!("umask {mask} && exec \"$@\""), "sh"])
            .arg(app())
            .args(["synth", "-q", "-c", "zips=code.zip"])
            .args(["--output", mask])
            .current_dir(world.path(""))
            .env_clear()
            .envs(inherited());
        world.say(&mut shell, 0);
        let mut modes = BTreeMap::new();
        for name in ["", "assets", "manifest.json", "Orders.template.json"] {
            let metadata = fs::metadata(world.path(mask).join(name)).unwrap();
            modes.insert(name, metadata.permissions().mode() & 0o777);
        }
        let files = world.files(mask);
        for name in files.keys() {
            let metadata = fs::metadata(world.path(mask).join(name)).unwrap();
            assert_eq!(metadata.permissions().mode() & 0o777, 0o644, "{name}");
        }
        assert_eq!((modes[""], modes["assets"]), (0o755, 0o755));
        seen.push((modes, files));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_stack_that_is_gone_leaves_nothing_behind() {
    let world = World::new();
    world.run(&["synth", "-c", "stacks=A,B"], 0);
    world.run(&["synth", "-c", "stacks=B"], 0);
    let files = world.files("cdk.out");
    let names: Vec<_> = files.keys().collect();
    assert_eq!(names, ["B.template.json", "cdk.out", "manifest.json"]);
    assert_eq!(world.names(), ["cdk.out"]);
}

#[test]
fn an_app_with_errors_leaves_the_old_state() {
    let world = World::new();
    world.run(&["synth"], 0);
    let before = world.files("cdk.out");
    for problem in ["duplicate=1", "error=no", "topics=501"] {
        world.run(&["synth", "-c", problem], 1);
        assert!(world.files("cdk.out") == before, "{problem}");
    }
    world.run(&["synth", "Unknown", "-c", "topics=7"], 2);
    assert!(world.files("cdk.out") == before);
    assert_eq!(world.names(), ["cdk.out"]);
}

#[test]
fn a_process_killed_at_any_moment_leaves_the_old_state_or_the_new_one() {
    let world = World::new();
    let old = ["synth", "-q", "-c", MANY, "-c", "topics=1"];
    let new = ["synth", "-q", "-c", MANY, "-c", "topics=80"];
    world.run(&old, 0);
    let old_state = world.files("cdk.out");
    let begun = Instant::now();
    world.run(&new, 0);
    let whole = begun.elapsed();
    let new_state = world.files("cdk.out");

    let tries = 40;
    let mut killed = 0;
    for i in 0..tries {
        world.run(&old, 0);
        let mut child = world.app(&new).stdout(Stdio::null()).spawn().unwrap();
        thread::sleep(whole * i / tries);
        let _ = child.kill();
        killed += usize::from(!child.wait().unwrap().success());
        if world.path("cdk.out").exists() {
            let state = world.files("cdk.out");
            assert!(state == old_state || state == new_state, "killed after {i}/{tries}");
        } else {
            // Killed between two renames: any run puts the old state back, one
            // that writes nothing too.
            world.run(&["synth", "-c", "duplicate=1"], 1);
            assert!(world.files("cdk.out") == old_state);
        }
        world.run(&new, 0);
        assert!(world.files("cdk.out") == new_state);
        assert_eq!(world.names(), ["cdk.out"]);
    }
    assert!(killed > 0);
}

#[test]
fn processes_at_once_do_not_spoil_each_other() {
    let world = World::new();
    let states: Vec<_> = ["topics=1", "topics=50"]
        .iter()
        .map(|topics| {
            world.run(&["synth", "-c", MANY, "-c", topics], 0);
            world.files("cdk.out")
        })
        .collect();
    for _ in 0..5 {
        let children: Vec<_> = (0..6)
            .map(|i| {
                let topics = ["topics=1", "topics=50"][i % 2];
                let mut command = world.app(&["synth", "-q", "-c", MANY, "-c", topics]);
                command.stdout(Stdio::null()).spawn().unwrap()
            })
            .collect();
        for child in children {
            assert!(child.wait_with_output().unwrap().status.success());
        }
        assert!(states.contains(&world.files("cdk.out")));
        assert_eq!(world.names(), ["cdk.out"]);
    }
}

#[test]
fn a_half_written_directory_is_replaced() {
    let world = World::new();
    world.run(&["synth"], 0);
    let whole = world.files("cdk.out");
    for damage in [
        &[("Orders.template.json", "{\"Reso"), ("cdk.out", "")][..],
        &[("manifest.json", "{")],
        &[("assets/hello-x86_64.zip", "PK"), ("Old.assets.json", "")],
    ] {
        fs::remove_dir_all(world.path("cdk.out")).unwrap();
        for (name, contents) in damage {
            world.write(&format!("cdk.out/{name}"), contents);
        }
        world.run(&["synth"], 0);
        assert!(world.files("cdk.out") == whole);
    }
}

#[test]
fn fails_on_an_output_directory_that_cannot_be_written() {
    let world = World::new();
    world.write("file", "mine");
    world.write("thesis/chapter.tex", "mine");
    std::os::unix::fs::symlink("nowhere", world.path("link")).unwrap();
    for (output, message) in [
        ("file", "the output directory `file` is a file"),
        ("file/below", "cannot write `file/below`"),
        ("link", "the output directory `link` is a link to nothing"),
        ("thesis", "thesis` holds `chapter.tex`, which synthesis did not write"),
        (".", "the output directory `.` holds the current directory"),
        ("/proc/cdk.out", "cannot create `/proc/.cdk.out.construct-"),
    ] {
        if output.starts_with("/proc") && !cfg!(target_os = "linux") {
            continue;
        }
        let said = world.run(&["synth", "--output", output], 5);
        assert!(said.stderr.contains(message), "{}", said.stderr);
        assert_eq!(said.stdout, "");
    }
    assert_eq!(fs::read(world.path("file")).unwrap(), b"mine");
    assert_eq!(fs::read(world.path("thesis/chapter.tex")).unwrap(), b"mine");
    assert_eq!(world.names(), ["file", "link", "thesis"]);
}

#[test]
fn the_output_directory_may_lie_anywhere() {
    let world = World::new();
    let said = world.run(&["synth", "--output", "deep/er/out put"], 0);
    assert!(world.path("deep/er/out put/manifest.json").is_file());
    assert!(said.stdout.contains("--template-file 'deep/er/out put/Orders.template.json'"));
    let absolute = world.path("absolute");
    world.run(&["synth", "--output", absolute.to_str().unwrap()], 0);
    assert!(absolute.join("manifest.json").is_file());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let world = World::new();
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "{ \"$1\" list -c \"$2\"; echo $? >&2; } | head -1", "sh"])
        .arg(app())
        .arg(MANY)
        .current_dir(world.path(""));
    let said = world.say(&mut shell, 0);
    assert_eq!((said.stdout.as_str(), said.stderr.as_str()), ("A\n", "0\n"));
}

#[test]
fn nothing_waits_for_a_lock_that_a_killed_process_held() {
    let world = World::new();
    let begun = Instant::now();
    let mut child = world.app(&["synth", "-q", "-c", MANY, "-c", "topics=400"]).spawn().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    world.run(&["synth"], 0);
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn what_is_nearly_used_up_is_printed() {
    let world = World::new();
    let said = world.run(&["synth", "-c", "topics=399"], 0);
    assert!(!said.stdout.contains("Nearly all"), "{}", said.stdout);
    let said = world.run(&["synth", "-c", "topics=450"], 0);
    let line = "Nearly all that CloudFormation takes: 450 of 500 resources\n";
    assert!(said.stdout.contains(line), "{}", said.stdout);
    assert!(said.stderr.contains("warning[many-resources]"), "{}", said.stderr);
    world.write("code/a.zip", zip("index.js"));
    let said = world.run(&["synth", "-c", "shared=1", "-c", "inner-topics=420"], 0);
    let lines: Vec<&str> = said.stdout.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("Nearly all")).unwrap();
    assert!(lines[at - 1].contains(".nested.template.json: 423 resources"), "{}", lines[at - 1]);
}
