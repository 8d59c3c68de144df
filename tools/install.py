"""Make .venv what requirements.txt and pyproject.toml say; do nothing where it already is.

Run by the Makefile. Needs the standard library of Python 3.11 or newer and nothing else.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".installed"
LOCK = ROOT / "requirements.txt"
PROJECT = ROOT / "pyproject.toml"


class InstallError(Exception):
    """The environment cannot be made; the text says what to do about it."""


def wanted_stamp() -> str:
    """Digest of what is to be installed, and where; an environment that was moved is made anew."""
    digest = hashlib.sha256(LOCK.read_bytes() + PROJECT.read_bytes()).hexdigest()
    return f"{digest} {VENV}\n"


def pinned_block(lock: str, name: str) -> str:
    r"""The lines of a lock file that pin one package, hashes included.

    >>> pinned_block("uv==1 \\\n    --hash=sha256:aa\n    # via x\nuvloop==2\n", "uv")
    'uv==1 \\\n    --hash=sha256:aa\n'
    """
    lines = lock.splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if line.startswith(f"{name}==")]
    if not starts:
        raise InstallError(f"{LOCK.name} does not pin {name}; run make lock in a working checkout")
    block = [lines[starts[0]]]
    for line in lines[starts[0] + 1 :]:
        if not line.startswith("    --hash="):
            break
        block.append(line)
    return "".join(block).rstrip("\\ \n") + "\n"


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)


def make_venv() -> None:
    """An empty environment with pip, made by the interpreter that is not itself in one."""
    if find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise InstallError(
            f"Python {version} comes without ensurepip, so it cannot make {VENV.name}; install it "
            f"(Debian, Ubuntu: apt-get install python{version}-venv) or use another Python: "
            "make PYTHON=path"
        )
    run(getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", VENV)


def pip_install(*arguments: str | Path) -> None:
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def pip_index() -> str:
    """The package index that pip was told to use on this machine; empty where it was not."""
    command = [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)
    return os.environ.get("PIP_INDEX_URL") or answer.stdout.strip()


def uv_environment() -> dict[str, str]:
    """The environment for uv: what pip trusts and where it looks, unless uv was told otherwise."""
    env = {"UV_SYSTEM_CERTS": "1", **os.environ}
    if "PIP_CERT" in env:
        env.setdefault("SSL_CERT_FILE", env["PIP_CERT"])
    index = pip_index()
    if index and "UV_INDEX_URL" not in env:
        env.setdefault("UV_DEFAULT_INDEX", index)
    return env


def install_by_uv() -> None:
    pins = VENV / "uv.txt"
    pins.write_text(pinned_block(LOCK.read_text("utf-8"), "uv"), "utf-8")
    pip_install("--require-hashes", "-r", pins)
    options = ("--quiet", "--require-hashes", "--compile-bytecode", "--python", PYTHON)
    run(VENV / "bin" / "uv", "pip", "sync", *options, LOCK, env=uv_environment())


def install_locked() -> None:
    """Everything in the lock file, by uv; by pip, which is slower, where uv does not work."""
    try:
        install_by_uv()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"install: uv did not work here ({error}); going on with pip", file=sys.stderr)
        pip_install("--require-hashes", "-r", LOCK)


def install(wanted: str) -> None:
    """Bring the environment to the stamp `wanted`, which is written last."""
    present = STAMP.read_text("utf-8") if STAMP.exists() else ""
    if present == wanted:
        return
    print(f"install: bringing {VENV.name} to {LOCK.name}", file=sys.stderr)
    STAMP.unlink(missing_ok=True)
    if present.partition(" ")[2] != wanted.partition(" ")[2]:
        make_venv()
    install_locked()
    pip_install("--no-deps", "--no-build-isolation", "--editable", ROOT)
    partial = STAMP.with_suffix(".partial")
    partial.write_text(wanted, "utf-8")
    partial.replace(STAMP)


def main() -> int:
    """0 where the environment is as wanted, else 1; one install at a time in one checkout."""
    with PROJECT.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            install(wanted_stamp())
        except (InstallError, OSError, subprocess.CalledProcessError) as error:
            print(f"install: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
