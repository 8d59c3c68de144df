"""Runs every benchmark and prints a line for each figure with its target."""

from __future__ import annotations

from benchmarks.clearing import clearing_times
from benchmarks.commands import command_times
from benchmarks.contagion import contagion_times
from benchmarks.engine import engine_times
from benchmarks.extract import extract_times
from benchmarks.grammar import grammar_times
from benchmarks.ledger import ledger_times
from benchmarks.model import model_times
from benchmarks.network import network_times


def main() -> None:
    """Prints median, spread and target of every measurement."""
    print(f"{'what':<58}{'median':>12}{'min':>12}{'max':>12}  target")
    for measure in (
        command_times,
        ledger_times,
        grammar_times,
        extract_times,
        network_times,
        contagion_times,
        clearing_times,
        engine_times,
        model_times,
    ):
        for line in measure():
            print(line, flush=True)


main()
