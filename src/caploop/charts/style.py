"""Colours and type of all pictures; classes carry them, so that light and dark both work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from caploop.charts.sankey_style import circular_css
from caploop.charts.shares_style import shares_css

LIGHT: Mapping[str, str] = {
    "paper": "#fffdf9",
    "ink": "#1d2021",
    "muted": "#5c6064",
    "rule": "#dcd8cf",
    "red": "#b00020",
}
DARK: Mapping[str, str] = {
    "paper": "#16181a",
    "ink": "#eceae4",
    "muted": "#a3a7ab",
    "rule": "#3a3d40",
    "red": "#ff8a8a",
}
FLOWS: Mapping[str, str] = {
    "equity": "#c2571a",
    "debt": "#1188dd",
    "purchase": "#9911ff",
    "revenue": "#996655",
    "other": "#666688",
}
SIZES: Mapping[str, float] = {
    "value": 15,
    "note": 13,
    "word": 13,
    "day": 13,
    "tick": 12,
    "now": 13,
}
BOLD = frozenset({"value", "word", "now"})
_LATIN_SANS = '"Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans"'
_LATIN_SERIF = (
    '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Noto Serif", "DejaVu Serif", '
    '"Liberation Serif", "Times New Roman"'
)
_CHINESE_SANS = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"'
_CHINESE_SERIF = '"Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun'
SANS = f"{_LATIN_SANS}, {_CHINESE_SANS}, system-ui, sans-serif"
SERIF = f"{_LATIN_SERIF}, {_CHINESE_SERIF}, serif"
CHINESE_SANS = f"{_CHINESE_SANS}, {_LATIN_SANS}, system-ui, sans-serif"
CHINESE_SERIF = f"{_CHINESE_SERIF}, {_LATIN_SERIF}, serif"


_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"var\(--([a-z]+)\)")
_DEFINES = re.compile(r"--[a-z]+:[^;}]*;?")
HUE = "var(--hue)"
WITHIN = ".scene "


def flat(rules: str, colours: Mapping[str, str], *, hues: Mapping[str, str] = FLOWS) -> str:
    """Rules with every variable written out, one a hue where they take the hue about them.

    Programs that draw, print or make PNG read SVG, but no CSS variables.

    >>> flat(".scene .a{fill:var(--hue)}", {}, hues={"debt": "#18d"})
    '.hue-debt .a{fill:#18d}'
    """
    return "".join(
        f"{selector}{{{_VARIABLE.sub(lambda found: colours[found[1]], body)}}}"
        for selector, body in _by_hue(rules, hues)
    )


def _by_hue(rules: str, hues: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for selector, whole in _RULE.findall(rules):
        body = _DEFINES.sub("", whole)
        if not body or ":hover" in selector:
            continue
        if HUE not in body:
            yield selector, body
            continue
        for name, colour in hues.items():
            yield selector.replace(WITHIN, f".hue-{name} "), body.replace(HUE, colour)


def variables(colours: Mapping[str, str]) -> str:
    """CSS custom properties of a set of colours."""
    return "".join(f"--{name}:{value};" for name, value in colours.items())


def scene_css() -> str:
    """The rules pictures need, wherever they stand."""
    sizes = "".join(
        f".scene .{name}{{font-size:{size:g}px;font-weight:{650 if name in BOLD else 400}}}"
        for name, size in SIZES.items()
    )
    hues = "".join(f".hue-{name}{{--hue:{value}}}" for name, value in FLOWS.items())
    return (
        f".scene text{{font-family:{SANS};font-variant-numeric:tabular-nums}}{sizes}{hues}{_MARKS}"
        f"{circular_css()}{shares_css()}"
    )


_MARKS = (
    ".scene text{fill:var(--ink);paint-order:stroke;stroke:var(--paper);stroke-width:4px;"
    "stroke-linejoin:round}"
    ".scene .note,.scene .day,.scene .tick{fill:var(--muted)}.scene .word{fill:var(--red)}"
    ".scene .grid{stroke:var(--rule);stroke-width:1}"
    ".scene .base{stroke:var(--muted);stroke-width:1}"
    ".scene .line{fill:none;stroke:var(--hue);stroke-width:3}"
    ".scene .band{fill:var(--hue);fill-opacity:.16}.scene .half{fill:var(--hue);fill-opacity:.3}"
    ".scene .plan{fill:none;stroke:var(--ink);stroke-width:1.5;stroke-dasharray:5 4}"
    ".scene .soft{stroke-dasharray:9 6}"
    ".scene .loose{stroke-dasharray:.1 7;stroke-linecap:round}"
    ".scene .dot{fill:var(--hue);stroke:var(--paper);stroke-width:2}"
    ".scene .hollow{fill:var(--paper);stroke:var(--hue);stroke-width:2.5}"
    ".scene .bar{fill:none;stroke:var(--hue);stroke-width:1.5}"
    ".scene .hatch{stroke:var(--hue);stroke-width:1}"
    ".scene .strike{stroke:var(--red);stroke-width:3}"
    ".scene .cap{stroke:var(--hue);stroke-width:3}"
    ".scene .today{stroke:var(--ink);stroke-width:1}"
    ".scene .fade1{stroke-opacity:.75}.scene .fade2{stroke-opacity:.5}"
    ".scene .fade3{stroke-opacity:.25}"
    ".scene .tile{fill:var(--paper);stroke:var(--hue);stroke-width:1.5}"
    ".scene .cell{fill:var(--ink);stroke:none}"
    ".scene .bought{fill:var(--hue)}.scene .option{stroke-dasharray:2.5 2}"
    ".scene .layer{fill:var(--hue)}.scene .gross{fill:none;stroke:var(--hue)}"
    ".scene .net{fill-opacity:.3}.scene .binding{fill-opacity:.6}"
    ".scene a{text-decoration:none}"
    ".scene a .value{text-decoration:underline dotted 1px;text-underline-offset:4px}"
    ".scene a:hover .value{text-decoration-style:solid}"
)
