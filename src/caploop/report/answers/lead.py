"""What stands first in each answer: its main table, chart and weak point, and what to ask next.

One line a question; the reason to ask next stands among the texts as `next.<question>`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Lead(Struct, frozen=True):
    """Of one question: names of its main table, and of its main chart; the code of the note that
    matters most; the words of the next command.

    The next command is of the same world where `in_world`. Without a main table the first one is.
    """

    table: str = ""
    chart: str = ""
    note: str = ""
    then: str = ""
    in_world: bool = False


LEADS: Mapping[str, Lead] = {
    "loop": Lead("own_cheque", "ring", "", "loop --simulated"),
    "runway": Lead("runway_cash", "runway_cash", "terms-undisclosed", "drivers runway", True),
    "earn": Lead("earn_fan", "earn_fan", "plan-years-interpolated", "drivers earn", True),
    "value": Lead("value_asks", "value_mark", "equity-as-enterprise", "drivers value", True),
    "rivals": Lead("rivals_live", "rivals_use", "rivals-not-published", "compare S0 S4"),
    "run": Lead("run_debt", "run_debt", "terms-undisclosed", "drivers run", True),
    "drivers": Lead(
        "drivers_inputs",
        "drivers_inputs",
        "rank-correlation-is-no-size",
        "drivers {question} --tornado 10",
        True,
    ),
    "build": Lead(
        "build_states", "build_states", "power-gap-published", "drivers --outcome gw-2030", True
    ),
    "plan": Lead("plan_room", "plan_room", "plan-revenue-interpolated", "plan --vintage mixed"),
    "compare": Lead("compare_results", "", "probabilities-of-priors", "drivers runway", True),
    "whatif": Lead("whatif_levers", "", "levers-leave-the-plan", "drivers runway"),
    "policy": Lead(
        "policy_cost", "policy_cost", "elasticities-of-equipment", "policy --credit 0.25", True
    ),
    "calibrate": Lead(
        "calibrate_fits", "", "unfitted-stay-central", "calibrate --json -o fit.json"
    ),
    "score": Lead("score_groups", "", "score-pages-later", "calibrate"),
    "changes": Lead("changes_headlines", "", "changes-one-at-a-time", "score"),
    "register": Lead("register_statements", "", "register-of-the-model", "score"),
    "stress": Lead(
        "stress_short",
        "stress_lost",
        "dues-dated-and-binding",
        "stress --reverse openai --draws 500",
    ),
}
