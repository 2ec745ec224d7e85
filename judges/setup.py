#!/usr/bin/env python3
"""Sets up the Python environment of the outside judges, once, and prints where it is.

    python3 judges/setup.py [--target target/judges]

The environment is `venv-<key>` below the target; the key is made of requirements.txt and the version of Python, so a
changed pin makes a new environment and an unchanged one costs nothing. It is made under another name and renamed when it
is whole: an interrupted run leaves nothing that looks finished. Standard library only.

Exit codes: 0 ready, 2 the packages could not be installed, 3 this Python is too old or cannot make environments.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements.txt"
OLDEST = (3, 10)


class SetupError(Exception):
    """The environment cannot be made; carries the exit code."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


def default_target():
    """Where the judges keep what they install: below cargo's target folder."""
    return Path(os.environ.get("CARGO_TARGET_DIR") or HERE.parent / "target") / "judges"


def key():
    """Changes when another environment is due."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes())
    digest.update(repr(sys.version_info[:3]).encode())
    return digest.hexdigest()[:12]


def ensure(target=None, say=lambda text: print(text, file=sys.stderr)):
    """Returns the folder of the environment, which is made first when it is missing."""
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise SetupError(
            3, f"the judges need Python {wanted} or newer; this is {sys.version.split()[0]} ({sys.executable})"
        )
    target = Path(target or default_target()).resolve()
    final = target / f"venv-{key()}"
    if final.is_dir():
        return final
    target.mkdir(parents=True, exist_ok=True)
    with Lock(target / "setup.lock"):
        if final.is_dir():  # Another process was faster.
            return final
        for left in target.glob("venv-*"):  # Older pins, and what an interrupted run left.
            shutil.rmtree(left)
        say(f"judges: installing the pinned packages into {final} (once, about half a minute)")
        work = Path(tempfile.mkdtemp(prefix="venv-unfinished-", dir=target))
        install(work)
        relocate(work, final)
        work.rename(final)
    return final


def install(folder):
    """Makes the environment and installs exactly what is pinned."""
    try:
        run([sys.executable, "-m", "venv", "--clear", str(folder)])
    except SetupError as error:
        raise SetupError(3, f"{error}\nis the package python3-venv missing?") from error
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    # Without dependencies: what is not pinned must not come in, and `check` tells when something is missing.
    run([*pip, "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--requirement", str(REQUIREMENTS)])
    run([*pip, "check"])


def relocate(folder, final):
    """Lets the installed commands name the folder's later place, so that the rename is the last step."""
    for script in (folder / "bin").iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        text = script.read_bytes()
        if text.startswith(b"#!") or script.name.lower().startswith("activate"):
            script.write_bytes(text.replace(os.fsencode(folder), os.fsencode(final)))


def run(command):
    """Runs a step and keeps quiet unless it fails."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode != 0:
        raise SetupError(2, f"`{' '.join(command)}` failed:\n{result.stdout.strip()}")


class Lock:
    """One set-up at a time; the operating system lets go of it when a process dies."""

    def __init__(self, path):
        self.path = path
        self.file = None

    def __enter__(self):
        self.file = open(self.path, "w", encoding="utf-8")
        try:
            import fcntl
        except ImportError:  # Not on Windows, where the judges do not run.
            return self
        fcntl.flock(self.file, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_):
        self.file.close()


def enter(script, target=None):
    """Goes on with `script` inside the environment; returns when it is there already."""
    try:
        folder = ensure(target)
    except SetupError as error:
        fail(error)
    if Path(sys.prefix).resolve() == folder.resolve():
        return folder
    python = str(folder / "bin" / "python")
    os.execv(python, [python, str(script), *sys.argv[1:]])


def fail(error):
    """Says loudly why no judge can be asked."""
    bar = "=" * 78
    print(f"{bar}\nTHE OUTSIDE JUDGES CANNOT BE SET UP\n{error}\n{bar}", file=sys.stderr)
    sys.exit(error.code)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", type=Path, help="folder for what is installed (default: target/judges)")
    try:
        print(ensure(parser.parse_args().target))
    except SetupError as error:
        fail(error)


if __name__ == "__main__":
    main()
