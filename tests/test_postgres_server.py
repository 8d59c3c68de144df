"""The server that other tests rely on is real, is ours, and leaves nothing behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from tests import postgres_server
from tests.postgres_server import ServerError, find_install, is_open_to_all, version_key


def socket_folder(url: str) -> Path:
    return Path(str(make_url(url).query["host"]))


def test_the_server_answers_with_its_version(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        version = connection.execute(text("select version()")).scalar_one()
    engine.dispose()
    assert version.startswith("PostgreSQL ")


def test_the_server_keeps_text_as_utf_8(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        kept = connection.execute(text("select :word"), {"word": "6000亿美元"}).scalar_one()
    engine.dispose()
    assert kept == "6000亿美元"


def test_the_server_is_not_run_by_root(postgres_url: str) -> None:
    data = socket_folder(postgres_url) / "data"
    assert data.stat().st_uid != 0


def test_the_server_leaves_no_process_and_no_folder() -> None:
    with postgres_server.postgres_server() as url:
        folder = socket_folder(url)
        pid = int((folder / "data" / "postmaster.pid").read_text("utf-8").splitlines()[0])
        os.kill(pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not folder.exists()


def test_a_closed_way_to_the_binaries_is_answered_with_a_copy_that_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres_server, "reachable_install", postgres_server.copied_install)
    with postgres_server.postgres_server() as url:
        copy = socket_folder(url) / "copy"
        options = (socket_folder(url) / "data" / "postmaster.opts").read_text("utf-8")
    assert options.startswith(str(copy))


def test_a_folder_closed_to_others_is_seen(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert not is_open_to_all(closed)


def test_a_machine_without_binaries_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_server, "shipped_installs", lambda: [])
    monkeypatch.setattr(postgres_server, "system_installs", lambda: [])
    with pytest.raises(ServerError, match="make install"):
        find_install()


def test_the_newest_installation_comes_last_by_its_number() -> None:
    folders = [Path("pginstall18"), Path("pginstall"), Path("9"), Path("15")]
    assert [f.name for f in sorted(folders, key=version_key)] == [
        "pginstall",
        "9",
        "15",
        "pginstall18",
    ]
