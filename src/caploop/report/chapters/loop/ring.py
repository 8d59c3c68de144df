"""The picture of the loops: each side cut into what can go round and what leaves."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from caploop.charts import Scene, Stroke
from caploop.charts.sankey import Firmness as Edging
from caploop.charts.sankey import Node, Ribbon, Words, circular_sankey, number
from caploop.evidence import Firmness
from caploop.report.chapters.book.page_context import STROKES, PageContext, party
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.text.words import named, say
from caploop.study.loop import LoopEdge, LoopRecord

UNITS = {"en": 1e9, "zh": 1e8}
EDGINGS: Mapping[Stroke, Edging] = {"firm": "firm", "soft": "letter", "loose": "talks"}
OWN_HUES = {"equity": "equity", "purchases": "purchase"}


class Ring(Struct, frozen=True, kw_only=True):
    """The picture at each width with its table; no scenes where there is no loop."""

    scenes: dict[str, Scene]
    rows: tuple[tuple[str, str, str, str, str], ...]


def ring(record: LoopRecord, desk: PageContext) -> Ring:
    """The sides of all named loops, each once."""
    drawn = ribbons(record, desk)
    if not drawn:
        return Ring(scenes={}, rows=())
    scenes = {name: _scene(drawn, desk, name=name, width=w) for name, w in WIDTHS.items()}
    rows = scenes["wide"].rows
    return Ring(scenes=scenes, rows=tuple((r[0], r[1], r[2], r[3], r[4]) for r in rows))


def ribbons(record: LoopRecord, desk: PageContext) -> list[Ribbon]:
    """Each side as the part that can go round and the rest.

    A side in two loops lets through the larger of the two: bottlenecks are never added.
    """
    sides: dict[tuple[str, str], LoopEdge] = {}
    through: dict[tuple[str, str], float] = {}
    for found in record.loops:
        for edge in found.edges:
            key = (edge.payer, edge.payee)
            sides[key] = edge
            through[key] = max(through.get(key, 0.0), found.bottleneck)
    drawn = []
    for key, edge in sides.items():
        round_usd = min(through[key], edge.amount)
        drawn.append(_ribbon(edge, round_usd, desk, inside=True))
        if edge.amount - round_usd > 1:
            drawn.append(_ribbon(edge, edge.amount - round_usd, desk, inside=False))
    return drawn


def edging(firmness: Firmness) -> Edging:
    """How a firmness is drawn: the three strokes of the other pictures."""
    return EDGINGS[STROKES[firmness]]


def _ribbon(edge: LoopEdge, amount: float, desk: PageContext, *, inside: bool) -> Ribbon:
    kind = named("flow", edge.type, desk.language)
    shown = amount / UNITS[desk.language]
    return Ribbon(
        source=edge.payer,
        target=edge.payee,
        amount=shown,
        kind=say("ring.through", desk.language, kind=kind) if inside else kind,
        firmness=edging(edge.firmness),
        in_loop=inside,
        label=f"{number(shown)} {kind}",
        id=f"{edge.payer}>{edge.payee}:{'round' if inside else 'rest'}",
    )


def _scene(drawn: list[Ribbon], desk: PageContext, *, name: str, width: int) -> Scene:
    language = desk.language
    ids = list(dict.fromkeys(i for r in drawn for i in (r.source, r.target)))
    nodes = [Node(id=i, label=party(desk, i)) for i in ids]
    joint = "、" if language == "zh" else ", "
    listed = joint.join(n.label for n in nodes)
    hues = {named("flow", kind, language): hue for kind, hue in OWN_HUES.items()}
    for kind in OWN_HUES:
        label = named("flow", kind, language)
        hues[say("ring.through", language, kind=label)] = "equity"
    return circular_sankey(
        nodes,
        drawn,
        title=say("ring.title", language),
        description=say("ring.desc", language, sides=len(drawn), parties=listed),
        unit_label=say("ring.unit", language),
        width=width,
        hues=hues,
        words=words(language, short=name == "narrow"),
        name=f"ring-{name}",
    )


def words(language: str, *, short: bool = False) -> Words:
    """The words of the picture in a language; `short` on the narrow page, whose key explains."""
    plain = ("nothing", "parties", "received", "paid", "pays", "totals", "in_loop", "key", "edges",
             "cut", "alone", "loop_also")  # fmt: skip
    texts = {n: say(f"w.{n}", language) for n in plain}
    firm = {n: say(f"w.{n}", language) for n in EDGINGS.values()}
    if short:
        firm["talks"] = say("w.talks.short", language)
    return Words(**texts, firmness=firm)  # type: ignore[arg-type]
