"""What the inputs of an answer are: how many were reported, guided, estimated or judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from caploop.report.tables.cell import AnswerTable, DataWord, Number, Share, table
from caploop.study.shared import INPUT_KINDS, PriorRow


def inputs(priors: Sequence[PriorRow]) -> AnswerTable:
    """A row a kind of source, the surest first, with how many inputs rest on it; kinds that none
    rests on are left out, and so is all of it where no row tells its kind."""
    counts = Counter(row.rests_on for row in priors if row.rests_on)
    rows = [
        (DataWord("input_kind", kind), Number(counts[kind]), Share(counts[kind] / len(priors)))
        for kind in INPUT_KINDS
        if counts[kind]
    ]
    guessed = sum(row.assumption for row in priors)
    values = {"count": Number(guessed), "all": Number(len(priors))}
    return table("input_kinds", ("input_kind", "inputs", "of_all"), rows, values=values)
