"""Compiled code is shared by models of one structure, and by processes through a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run
from typing import Any

import numpy as np
import pytest

from caploop import sfc
from caploop.core.cache import code_digest, keep_bytes, kept_bytes
from caploop.core.errors import UsageError
from caploop.sfc.analysis.gradient import compiled_path
from caploop.sfc.compiled.executable import ExecutableCache, _say_once
from caploop.sfc.running.ready import ready


def skeleton(cache: ExecutableCache | None = None) -> sfc.Model:
    """A saver who is paid a share of what is held: 100 at 3 % grows by 3."""
    model = sfc.Model("saver", unit="USD bn")
    bank, saver = model.sectors("bank", "saver")
    money = model.instrument("money", issuer=bank)
    paid = model.flow("paid", payer=bank, payee=saver, via=money)
    if cache is not None:
        model.keep_compiled(cache)

    @model.behaviour
    def quarter(x: Any, p: Any, t: Any) -> Any:
        return {paid: p.rate * x.holding(saver, money)}

    return model


def saver(base: sfc.Model, *, rate: float, opening: float) -> sfc.Model:
    return base.with_values({"rate": rate}, openings={("saver", "money"): opening})


def held(model: sfc.Model, **call: Any) -> float:
    run = sfc.simulate(model, "2026Q1", 1, keep=["holding:saver:money"], **call)
    return float(run["holding:saver:money"].values.ravel()[0])


def test_models_of_one_structure_compile_once_and_keep_their_own_numbers() -> None:
    base = skeleton()
    one, other = saver(base, rate=0.03, opening=100.0), saver(base, rate=0.5, opening=8.0)
    assert (held(one), held(other)) == pytest.approx((103.0, 12.0), abs=1e-12)
    assert ready(one).structure is ready(other).structure
    assert len(ready(one).structure.executables) == 1


def test_a_model_that_draws_is_another_structure() -> None:
    base = skeleton()
    drawn = base.with_values({"rate": sfc.Uniform(0.0, 1.0)}, openings={("saver", "money"): 1.0})
    assert ready(drawn).structure is not ready(saver(base, rate=0.1, opening=1.0)).structure


def test_adding_to_a_model_leaves_the_one_it_came_from_alone() -> None:
    base = skeleton()
    one = saver(base, rate=0.03, opening=100.0)
    ready(one)
    one.params(more=1.0)
    assert "more" not in saver(base, rate=0.03, opening=1.0).parameters
    assert ready(one).structure is not ready(saver(base, rate=0.03, opening=100.0)).structure


def test_another_process_reads_what_was_compiled_and_finds_the_same(tmp_path: Path) -> None:
    cache = ExecutableCache(tmp_path, code="one")
    first = held(saver(skeleton(cache), rate=0.03, opening=100.0))
    made = {p.name: p.stat().st_ino for p in tmp_path.iterdir()}
    again = held(saver(skeleton(cache), rate=0.03, opening=100.0))
    assert again == first == pytest.approx(103.0)
    assert {p.name: p.stat().st_ino for p in tmp_path.iterdir()} == made != {}


def test_other_code_reads_nothing_of_it(tmp_path: Path) -> None:
    held(saver(skeleton(ExecutableCache(tmp_path, code="one")), rate=0.03, opening=1.0))
    before = len(list(tmp_path.iterdir()))
    held(saver(skeleton(ExecutableCache(tmp_path, code="two")), rate=0.03, opening=1.0))
    assert len(list(tmp_path.iterdir())) == 2 * before


def test_models_that_start_elsewhere_or_say_other_equations_read_nothing_of_each_other(
    tmp_path: Path,
) -> None:
    cache = ExecutableCache(tmp_path, code="one")

    def last(start: float, equation: str) -> float:
        model = sfc.Model("walk")
        model.keep_compiled(cache)
        model.params(step=1.0)
        model.equations(equation)
        model.start(Q=start)
        return float(sfc.simulate(model, "2026Q1", 2, keep=["Q"])["Q"].values.ravel()[-1])

    assert last(10.0, "Q = Q[-1] + step") == 12.0
    assert last(20.0, "Q = Q[-1] + step") == 22.0
    assert last(20.0, "Q = Q[-1] - step") == 18.0


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    cache = ExecutableCache(tmp_path, code="one")
    held(saver(skeleton(cache), rate=0.03, opening=100.0))
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-3])
    assert held(saver(skeleton(cache), rate=0.03, opening=100.0)) == pytest.approx(103.0)
    assert all(kept_bytes(path) is not None for path in tmp_path.iterdir())


def test_what_jax_read_from_its_own_cache_is_not_stored_anew(tmp_path: Path) -> None:
    """A function that was stored, read and stored again has lost its code."""
    where = {"jax_compilation_cache_dir": str(tmp_path / "jax")}
    where |= {"jax_persistent_cache_min_compile_time_secs": 0.0}
    program = """
import sys
import sys
from pathlib import Path
from subprocess import run
import jax
from caploop.sfc.compiled.executable import Executable, ExecutableCache

for name, value in WHERE.items():
    jax.config.update(name, value)

def doubled(x):
    return jax.lax.fori_loop(0, 3, lambda i, a: a @ a * 2 + i, x)

if sys.argv[1] == "jax":
    print(jax.jit(doubled)(jax.numpy.eye(2))[0, 0])
else:
    cache = ExecutableCache(Path(sys.argv[1]), code="one")
    print(Executable(doubled, like=0, about="d", cache=cache)(jax.numpy.eye(2))[0, 0])
""".replace("WHERE", repr(where))
    said = [
        run([sys.executable, "-c", program, at], capture_output=True, text=True, check=True).stdout
        for at in ("jax", str(tmp_path / "own"), str(tmp_path / "own"), str(tmp_path / "own"))
    ]
    assert len(set(said)) == 1


def test_statistics_of_many_draws_are_kept_too(tmp_path: Path) -> None:
    cache = ExecutableCache(tmp_path, code="one")
    for base in (skeleton(cache), skeleton(cache)):
        drawn = base.with_values(
            {"rate": sfc.Uniform(0.0, 1.0)}, openings={("saver", "money"): 2.0}
        )
        assert held(drawn, draws=20_000, stats=["mean"]) == pytest.approx(3.0, abs=0.01)


def test_what_a_series_reads_is_kept(tmp_path: Path) -> None:
    cache = ExecutableCache(tmp_path, code="one")
    found = [
        sfc.traced(saver(skeleton(cache), rate=0.03, opening=1.0))["flow:paid"] for _ in range(2)
    ]
    assert found[0] == found[1]
    assert found[1].parameters == ("rate",)


def test_a_path_of_shared_code_has_the_models_own_numbers() -> None:
    base = sfc.Model("payer", unit="USD bn")
    payer, payee = base.sectors("payer", "payee")
    paid = base.flow("paid", payer=payer, payee=payee, via=base.instrument("m", issuer=payer))
    base.behaviour(lambda x, p, t: {paid: p.rate * t})
    for rate in (0.1, 0.2):
        path = compiled_path(base.with_values({"rate": rate}, openings={}), 3)
        assert np.asarray(path({})["flow:paid"]) == pytest.approx([rate, 2 * rate, 3 * rate])
        assert np.asarray(path({"rate": 1.0})["flow:paid"]).tolist() == [1.0, 2.0, 3.0]


def test_a_path_with_opening_positions_is_refused() -> None:
    with pytest.raises(UsageError, match="use path_function"):
        compiled_path(saver(skeleton(), rate=0.1, opening=1.0), 2)


def test_a_full_folder_drops_what_was_not_used_for_longest(tmp_path: Path) -> None:
    for n in range(4):
        keep_bytes(tmp_path / f"{n}.bin", b"x" * 100, most=300)
        (tmp_path / f"{n}.bin").touch()
    assert {p.name for p in tmp_path.iterdir()} == {"2.bin", "3.bin"}


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    keep_bytes(tmp_path / "file" / "below.bin", b"x", most=10)
    assert kept_bytes(tmp_path / "file" / "below.bin") is None


def test_code_is_told_apart_by_every_file_and_its_place(tmp_path: Path) -> None:
    home = tmp_path / "pack"
    home.mkdir()
    (home / "a.py").write_text("x = 1\n")
    first = code_digest([home])
    (home / "a.py").rename(home / "b.py")
    assert code_digest([home]) != first


def test_compiling_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    _say_once.cache_clear()
    cache = ExecutableCache(tmp_path, code="one")
    with caplog.at_level("INFO", logger="caploop"):
        for rate in (0.1, 0.2):
            held(saver(skeleton(cache), rate=rate, opening=1.0))
        assert [r.message.split(",")[0] for r in caplog.records] == ["compiling the model"]
    caplog.clear()
    _say_once.cache_clear()
    with caplog.at_level("INFO", logger="caploop"):
        held(saver(skeleton(cache), rate=0.3, opening=1.0))
    assert not caplog.records
