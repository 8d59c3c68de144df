"""Ribbons of even width: straight runs and bends, walked in a plane that can be turned."""

from __future__ import annotations

import math
from dataclasses import dataclass

Point = tuple[float, float]
RIGHT = math.pi / 2
STEP = 5.0


@dataclass(frozen=True, kw_only=True)
class Move:
    """Straight on for `length`, or a bend of `radius` through `angle`, clockwise if positive."""

    length: float = 0.0
    radius: float = 0.0
    angle: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Course:
    """A ribbon's middle line: where it starts, and its moves; it starts along the ranks."""

    start: Point
    moves: tuple[Move, ...]
    turned: bool = False

    def seen(self, point: Point) -> Point:
        """A point as it is on the page: the two axes change places if the picture is turned."""
        return (point[1], point[0]) if self.turned else point


def swerve(run: float, drop: float, *, radius: float) -> list[Move]:
    """Moves that go `run` ahead and end `drop` to the right, in the direction they began.

    >>> [round(m.length, 1) for m in swerve(100, 0, radius=10)]
    [100]
    """
    aside, sign = abs(drop), math.copysign(1.0, drop)
    if aside < 0.05:
        return [Move(length=run)]
    radius = min(radius, (run * run + aside * aside) / (4 * aside))
    reach = math.hypot(run, 2 * radius - aside)
    angle = math.atan2(run, 2 * radius - aside) - math.acos(min(1.0, 2 * radius / reach))
    straight = math.sqrt(max(0.0, run * run + aside * aside - 4 * radius * aside))
    bend = Move(radius=radius, angle=sign * angle)
    return [bend, Move(length=straight), Move(radius=radius, angle=-sign * angle)]


def points(course: Course) -> list[tuple[Point, float]]:
    """Points every few pixels along the middle, each with its heading, as seen on the page."""
    at, heading = course.start, 0.0
    found = [(at, heading)]
    for move in course.moves:
        size = move.length or abs(move.angle) * move.radius
        count = max(1, math.ceil(size / STEP))
        for n in range(1, count + 1):
            found.append(_ahead(at, heading, _share(move, n / count)))
        at, heading = found[-1]
    turn = RIGHT if course.turned else 0.0
    return [(course.seen(p), turn - h if course.turned else h) for p, h in found]


def _share(move: Move, share: float) -> Move:
    return Move(length=move.length * share, radius=move.radius, angle=move.angle * share)


def _ahead(at: Point, heading: float, move: Move) -> tuple[Point, float]:
    if not move.angle:
        x, y = math.cos(heading) * move.length, math.sin(heading) * move.length
        return (at[0] + x, at[1] + y), heading
    side = math.copysign(move.radius, move.angle)
    after = heading + move.angle
    x = side * (math.sin(after) - math.sin(heading))
    y = side * (math.cos(heading) - math.cos(after))
    return (at[0] + x, at[1] + y), after


def outline(course: Course, width: float) -> str:
    """The path of a ribbon's edge, `width` apart everywhere."""
    there = _edge(course, width / 2)
    back = _edge(course, -width / 2)
    forth = f"M{_written(there[0][0])}" + "".join(_segment(p, b) for p, b in there[1:])
    ends = [p for p, _ in back]
    bends = [b for _, b in back[1:]]
    home = "".join(
        _segment(p, (b[0], not b[1]) if b else None)
        for p, b in zip(ends[-2::-1], bends[::-1], strict=True)
    )
    return f"{forth}L{_written(ends[-1])}{home}Z"


def middle(course: Course) -> str:
    """The path of a ribbon's middle line."""
    line = _edge(course, 0.0)
    return f"M{_written(line[0][0])}" + "".join(_segment(p, b) for p, b in line[1:])


Bend = tuple[float, bool] | None


def _edge(course: Course, aside: float) -> list[tuple[Point, Bend]]:
    """Corners of the line beside the middle, each with the radius and turn that led there."""
    at, heading = course.start, 0.0
    found: list[tuple[Point, Bend]] = [(course.seen(_beside(at, heading, aside)), None)]
    for move in course.moves:
        at, heading = _ahead(at, heading, move)
        bend: Bend = None
        if move.angle:
            radius = move.radius - math.copysign(1.0, move.angle) * aside
            bend = (max(0.0, radius), (move.angle > 0) != course.turned)
        found.append((course.seen(_beside(at, heading, aside)), bend))
    return found


def _beside(at: Point, heading: float, aside: float) -> Point:
    return at[0] - math.sin(heading) * aside, at[1] + math.cos(heading) * aside


def _segment(point: Point, bend: Bend) -> str:
    if bend is None:
        return f"L{_written(point)}"
    radius, clockwise = bend
    return f"A{radius:.2f} {radius:.2f} 0 0 {int(clockwise)} {_written(point)}"


def _written(point: Point) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"
