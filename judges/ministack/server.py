"""MiniStack as a process of this run alone: own port, own files, gone when the run is over."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

START_LIMIT = 30
REGION = "us-east-1"


def environment(folder, endpoint):
    """What AWS programs see: the emulator, and nothing of the user's own account."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TERM") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_PAGER": "",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


class MiniStack:
    """A context in which the emulator runs; `iam` says whether it enforces permissions."""

    def __init__(self, program, folder, iam=True):
        self.program = program
        self.iam = iam
        self.folder = Path(folder)
        self.log = self.folder / "ministack.log"
        self.process = None
        self.endpoint = None
        self.env = None

    def __enter__(self):
        for name in ("home", "tmp", "state", "s3"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        # A termination must run the clean-up below, not skip it.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(1))
        port = free_port()
        self.endpoint = f"http://127.0.0.1:{port}"
        self.env = environment(self.folder, self.endpoint)
        settings = {
            "AUTH": "true" if self.iam else "false",
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "IOT_MTLS_ENABLED": "0",  # It would take the one port 8883, whoever else runs.
            "LAMBDA_EXECUTOR": "local",
            "STATE_DIR": str(self.folder / "state"),
            "S3_DATA_DIR": str(self.folder / "s3"),
        }
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [str(self.program)],
                env={**self.env, **settings},
                cwd=self.folder,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def wait(self):
        """Returns when the server answers."""
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{self.endpoint}/_ministack/health", timeout=2).close()
                return
            time.sleep(0.1)
        raise RuntimeError(f"MiniStack did not start:\n{self.tail()}")

    def tail(self, lines=40):
        """The end of the server's log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def stop(self):
        """Ends the server and the functions that it started: they are one process group."""
        if self.process is None:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=5)
        self.process = None


def free_port():
    """A port of the loopback interface that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_parent():
    """On Linux the kernel ends the server even when this process is killed outright."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGTERM)  # 1 is PR_SET_PDEATHSIG.
