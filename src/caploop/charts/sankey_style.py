"""Rules of a circular Sankey; a page adds them to those of all scenes."""

from __future__ import annotations


def circular_css() -> str:
    """The rules a circular Sankey needs beside those all pictures share."""
    return (
        ".scene .ribbon{fill:var(--hue);fill-opacity:.25;stroke:none}"
        ".scene .ribbon.letter{fill-opacity:.1;stroke:var(--hue);stroke-width:1.5;"
        "stroke-dasharray:7 5}"
        ".scene .ribbon.talks{fill-opacity:.08;stroke:var(--hue);stroke-width:1.8;"
        "stroke-dasharray:.1 4.5;stroke-linecap:round}"
        ".scene .ribbon.ring.firm{fill-opacity:.72}"
        ".scene .ribbon.nil{fill:none;stroke:var(--muted);stroke-width:1;fill-opacity:1}"
        ".scene .ribbon.cut{fill:none;stroke:var(--red);stroke-width:2;stroke-dasharray:7 5}"
        ".scene .station{fill:var(--ink)}"
        ".scene .stop{fill:var(--paper);stroke:var(--ink);stroke-width:1}"
        ".scene .arrow{fill:none;stroke:var(--paper);stroke-width:2}"
        ".scene .arrow.thin{stroke:var(--hue);stroke-width:1.5}"
        ".scene .on{stroke:none}.scene .over{stroke-width:7px}"
        ".scene .note.on{fill:var(--ink)}"
    )
