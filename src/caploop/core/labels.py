"""Labelled arrays by name: a table whose rows and columns stand in other orders is put in one.

Frames, series (pandas) and labelled arrays (xarray) are known by their kind and never imported
here. Labels 0, 1, 2, ... in their order are none: they say no more than the place.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from caploop.core.errors import UsageError

P = ParamSpec("P")
R = TypeVar("R")
Labels = tuple[Any, ...]
Axes = tuple[Labels | None, ...]
SHOWN = 4


def axes_of(name: str, values: Any) -> Axes | None:
    """The labels of every axis, None for an axis without; None for what has no labels at all.

    Raises UsageError where two rows or columns are called the same.
    """
    kind, _, _ = type(values).__module__.partition(".")
    what = type(values).__name__
    if kind == "pandas" and what in {"Series", "DataFrame"}:
        found = [values.index, *([values.columns] if what == "DataFrame" else [])]
    elif kind == "xarray" and what == "DataArray":
        found = [values.indexes.get(dim) for dim in values.dims]
    else:
        return None
    return tuple(None if index is None else _labels(name, index.tolist()) for index in found)


def _labels(name: str, labels: Sequence[Any]) -> Labels | None:
    if all(type(x) is int for x in labels) and list(labels) == list(range(len(labels))):
        return None
    if len(set(labels)) < len(labels):
        twice = next(x for x in labels if list(labels).count(x) > 1)
        raise UsageError(f"{name} has two entries called {twice!r}; add them up or rename one")
    return tuple(labels)


def in_order(name: str, values: Any, axes: Sequence[Sequence[Any] | None]) -> Any:
    """The values as an array with each axis in the order of the labels given, by name.

    Values without labels come back as they are, taken by place. Raises UsageError where the labels
    are not those.
    """
    found = axes_of(name, values)
    if found is None:
        return values
    array = np.asarray(values)
    for axis, (have, want) in enumerate(zip(found, axes, strict=False)):
        if have is not None and want is not None:
            array = np.take(array, _places(name, have, tuple(want)), axis=axis)
    return array


def _places(name: str, have: Labels, want: Labels) -> NDArray[np.int64]:
    if set(have) != set(want):
        raise UsageError(f"{name} {_difference(have, want)}; name them alike, or give plain arrays")
    at = {label: place for place, label in enumerate(have)}
    return np.array([at[label] for label in want], dtype=np.int64)


def _difference(have: Labels, want: Labels) -> str:
    extra, missing = ([x for x in a if x not in set(b)] for a, b in ((have, want), (want, have)))
    parts = [
        f"{what} {', '.join(repr(x) for x in names[:SHOWN])}"
        for what, names in (("has", extra), ("lacks", missing))
        if names
    ]
    return " and ".join(parts)


def by_name(*squares: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorates a function of arrays: its labelled arguments are matched by name, not by place.

    `squares` are the arguments with parties on rows and columns; the rows of the first of them give
    the order, also of what comes back. Raises UsageError for names that do not match.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        names = tuple(inspect.signature(function).parameters)

        @wraps(function)
        def called(*args: P.args, **kwargs: P.kwargs) -> R:
            given = {**dict(zip(names, args, strict=False)), **kwargs}
            if not any(_is_labelled(value) for value in given.values()):
                return function(*args, **kwargs)
            ready = _matched(given, squares)
            places: Any = [ready[n] for n in names[: len(args)]]
            by_key: Any = {n: ready[n] for n in kwargs}
            return function(*places, **by_key)

        return called

    return decorate


def _matched(given: Mapping[str, Any], squares: Sequence[str]) -> dict[str, Any]:
    orders: list[Labels] = []
    first = {n: given[n] for n in squares if n in given}
    for name, values in first.items():
        for label, part in _parts(name, values):
            _take_square(orders, label, part)
    for name, values in given.items():
        if name not in first:
            for label, part in _parts(name, values):
                _take(orders, label, part)
    for name, values in first.items():
        for label, part in _parts(name, values):
            if axes_of(label, part) is None:
                _refuse_mixed(orders, label, part)
    return {n: _ordered(n, value, orders) for n, value in given.items()}


def _take_square(orders: list[Labels], name: str, values: Any) -> None:
    axes = axes_of(name, values)
    if axes is None or all(labels is None for labels in axes):
        return
    places = tuple(range(values.shape[-1]))
    rows, columns = (axes[0], axes[-1]) if len(axes) > 1 else (None, None)
    named = rows or columns or places
    if set(named) == set(places):
        rows, columns = rows or places, columns or places
    if rows is None or columns is None:
        which = "rows" if rows is None else "columns"
        raise UsageError(f"{name} has no names for its {which}; name both, or give a plain array")
    _places(f"{name}, in its columns,", columns, rows)
    _add(orders, name, rows, is_free=False)


def _take(orders: list[Labels], name: str, values: Any) -> None:
    axes = [labels for labels in axes_of(name, values) or () if labels is not None]
    is_free = any(_known(orders, labels) is not None for labels in axes)
    for labels in axes:
        _add(orders, name, labels, is_free=is_free)


def _known(orders: Sequence[Labels], labels: Labels) -> Labels | None:
    return next((order for order in orders if set(order) == set(labels)), None)


def _add(orders: list[Labels], name: str, labels: Labels, *, is_free: bool) -> None:
    """Takes an order that was not met; refuses one that should be another: some names shared, or

    as many of them where nothing else in the table fits.
    """
    if _known(orders, labels) is not None:
        return
    for order in orders:
        if set(order) & set(labels) or (len(order) == len(labels) and not is_free):
            _places(name, labels, order)
    places = tuple(range(len(labels)))
    orders.append(places if set(places) == set(labels) else labels)


def _refuse_mixed(orders: Sequence[Labels], name: str, values: Any) -> None:
    size = values.shape[-1] if hasattr(values, "shape") else len(values)
    for order in orders:
        if len(order) == size and set(order) != set(range(size)):
            some = ", ".join(repr(x) for x in order[:SHOWN])
            raise UsageError(
                f"{name} has no names, and other arguments are named {some}; name its rows and "
                "columns, or give plain arrays in the order of its rows"
            )


def _ordered(name: str, values: Any, orders: Sequence[Labels]) -> Any:
    if isinstance(values, Mapping):
        return {key: _ordered(f"{name}[{key!r}]", one, orders) for key, one in values.items()}
    if isinstance(values, list | tuple) and _is_labelled(values):
        return [_ordered(f"{name}[{i}]", one, orders) for i, one in enumerate(values)]
    axes = axes_of(name, values)
    if axes is None:
        return values
    return in_order(name, values, [a if a is None else _known(orders, a) for a in axes])


def _parts(name: str, values: Any) -> Iterator[tuple[str, Any]]:
    """Every table in an argument, which may be a list or a mapping of them."""
    if isinstance(values, Mapping):
        for key, one in values.items():
            yield from _parts(f"{name}[{key!r}]", one)
    elif isinstance(values, list | tuple) and _is_labelled(values):
        for place, one in enumerate(values):
            yield from _parts(f"{name}[{place}]", one)
    else:
        yield name, values


def _is_labelled(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_is_labelled(one) for one in value.values())
    if isinstance(value, list | tuple):
        return not (value and isinstance(value[0], int | float)) and any(map(_is_labelled, value))
    return axes_of("a table", value) is not None
