"""Bridges of a graph: edges without which it would fall apart."""

from collections import defaultdict
from collections.abc import Hashable, Iterable


def bridge_of[Point: Hashable](edges: Iterable[tuple[Point, Point]]) -> set[Point] | None:
    """The points on one side of some bridge; None where there is no bridge."""
    near: dict[Point, list[Point]] = defaultdict(list)
    for one, other in edges:
        near[one].append(other)
        near[other].append(one)
    order: dict[Point, int] = {}
    low: dict[Point, int] = {}
    for start in near:
        if start in order:
            continue
        order[start] = low[start] = len(order)
        walk = [(start, start, iter(near[start]))]
        while walk:
            point, before, others = walk[-1]
            other = next(others, None)
            if other is None:
                walk.pop()
                if walk:
                    low[before] = min(low[before], low[point])
                    if low[point] > order[before]:
                        return _reached(near, point, before)
            elif other not in order:
                order[other] = low[other] = len(order)
                walk.append((other, point, iter(near[other])))
            elif other != before:
                low[point] = min(low[point], order[other])
    return None


def _reached[Point: Hashable](near: dict[Point, list[Point]], start: Point, without: Point) -> set[Point]:
    """All points to which a way leads from `start`, not by the edge to `without`."""
    seen, waiting = {start}, [start]
    while waiting:
        point = waiting.pop()
        for other in near[point]:
            if other not in seen and not (point == start and other == without):
                seen.add(other)
                waiting.append(other)
    return seen
