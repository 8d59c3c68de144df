"""No password in a message, wherever in an address it stands and whatever signs are in it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import CaploopError
from caploop.core.secret import HIDDEN, passwords_of, without_passwords
from caploop.evidence.query import engine_at

SIGNS = st.text(st.sampled_from("abcXYZ019!$%&*()_+-=:/?#@.~"), min_size=4, max_size=20)


@given(SIGNS)
def test_a_password_is_hidden_as_written_and_as_sent(secret: str) -> None:
    address = f"postgresql+psycopg://user:{quote(secret, safe='')}@host:5432/x"
    found = without_passwords(f"no database at {address!r}", secrets=passwords_of([address]))
    assert quote(secret, safe="") not in found.replace(HIDDEN, "")
    assert "user:***@host:5432/x" in found
    told = without_passwords(f"the driver saw [{secret}]", secrets=passwords_of([address]))
    assert told == "the driver saw [***]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://u:p@ss/w:rd@h/x", "postgresql://u:***@h/x"),
        (
            "postgresql://u:p@h/x and mysql://v:q@g/y",
            "postgresql://u:***@h/x and mysql://v:***@g/y",
        ),
        ("postgresql:u:secret@h", "postgresql:u:***@h"),
        ("host=h password=secret user=u", "host=h password=*** user=u"),
        ("host=h password='a secret' user=u", "host=h password=*** user=u"),
        ("postgresql://h/x?sslpassword=secret", "postgresql://h/x?sslpassword=***"),
        ("postgresql://h/x?user=u&password=secret&a=1", "postgresql://h/x?user=u&password=***&a=1"),
        ("sqlite:///claims.db", "sqlite:///claims.db"),
        ("https://example.org/a:b", "https://example.org/a:b"),
        ("the password is wrong", "the password is wrong"),
    ],
)
def test_only_the_password_is_hidden(text: str, shown: str) -> None:
    assert without_passwords(text) == shown


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://user:secretpw@127.0.0.1:1/x",
        "postgresql+nosuchdriver://user:secretpw@127.0.0.1:1/x",
        "nosuchdatabase://user:secretpw@127.0.0.1/x",
        "postgresql:user:secretpw@127.0.0.1",
        "postgresql+psycopg://user:secretpw@127.0.0.1:port/x",
        "postgresql+psycopg://user:secretpw@127.0.0.1:1/x?sslmode=secretpw",
        "postgresql+psycopg://127.0.0.1:1/x?sslpassword=secretpw",
        "user:secretpw@127.0.0.1/x",
        "postgresql+psycopg://user:a secretpw@127.0.0.1:1/x",
        "host=127.0.0.1 password='a secretpw b'",
    ],
)
def test_no_error_about_an_address_nor_what_it_hangs_on_shows_the_password(address: str) -> None:
    with pytest.raises(CaploopError) as refused:
        engine_at(address)
    error: BaseException | None = refused.value
    while error is not None:
        assert "secretpw" not in f"{error!s} {error!r}"
        error = error.__cause__ or error.__context__
