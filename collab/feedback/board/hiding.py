"""Which cells of a table must not be shown, so that no group of fewer than five can be told from the others.

Tables are published with their margins, so that hiding the small cells alone would not do: what is missing could be
subtracted. docs/decisions/0008-small-groups.md says what holds and what does not.
"""

from collections.abc import Iterator, Mapping, Set

from .bridges import bridge_of

SMALLEST = 5
type At = tuple[str, str]  # row, column
type Sizes = Mapping[At, int]


def hidden_of_line(sizes: Mapping[str, int], also: Set[str] = frozenset()) -> set[str]:
    """Of the parts of a total that everybody knows: the small ones, `also`, and as many others as it takes so that what
    is hidden is at least two parts and five together."""
    hidden = {key for key, size in sizes.items() if 0 < size < SMALLEST} | (set(also) & sizes.keys())
    return hidden | set(_besides(sizes, hidden)) if hidden else hidden


def hidden_of_table(sizes: Sizes, rows: Set[str], columns: Set[str], also: Set[At] = frozenset()) -> set[At]:
    """Inner cells to hide where the sums of `rows` and `columns` are hidden and all others are known.

    In every line with a known sum at least two cells and a group of five are hidden, or none; and no hidden cell follows
    from several lines together.
    """
    hidden = {at for at, size in sizes.items() if 0 < size < SMALLEST or at[0] in rows or at[1] in columns}
    hidden |= set(also) & sizes.keys()
    lines = list(_lines(sizes, rows, columns))
    while more := _missing(lines, hidden) or _over_bridge(sizes, rows, columns, hidden):
        hidden |= more
    return hidden


def _lines(sizes: Sizes, rows: Set[str], columns: Set[str]) -> Iterator[dict[At, int]]:
    """The cells of each line whose sum is known."""
    for side, left_out in ((0, rows), (1, columns)):
        found: dict[str, dict[At, int]] = {}
        for at, size in sizes.items():
            found.setdefault(at[side], {})[at] = size
        yield from (cells for key, cells in found.items() if key not in left_out)


def _missing(lines: list[dict[At, int]], hidden: set[At]) -> set[At]:
    more: set[At] = set()
    for cells in lines:
        here = cells.keys() & (hidden | more)
        if here:
            crossed = {key for at in hidden | more for key in at}
            more |= set(_besides(cells, here, crossed))
    return more


def _besides[Key](sizes: Mapping[Key, int], hidden: Set[Key], crossed: Set[str] = frozenset()) -> list[Key]:
    """What else to hide: nothing empty where something else will do, first where hidden lines cross, then the smallest."""
    group, count, more = sum(sizes[key] for key in hidden), len(hidden), []
    enough = min(SMALLEST, sum(sizes.values()))

    def order(key: Key) -> tuple[bool, bool, int, str]:
        meets = isinstance(key, tuple) and all(part in crossed for part in key)
        return not sizes[key], not meets, sizes[key], str(key)

    for key in sorted((key for key in sizes if key not in hidden), key=order):
        if group >= enough and count >= 2:
            break
        more.append(key)
        group, count = group + sizes[key], count + 1
    return more


def _over_bridge(sizes: Sizes, rows: Set[str], columns: Set[str], hidden: set[At]) -> set[At]:
    """Rows and columns are the points of a graph and hidden cells its edges: what is a bridge in it can be worked out,
    what lies on a circle cannot (Gusfield 1988). One more cell that closes a circle over the first bridge."""
    edges = [(f"r {row}", f"c {column}") for row, column in hidden]
    edges += [(f"r {row}", "c") for row in rows] + [("r", f"c {column}") for column in columns]
    side = bridge_of(edges)
    if side is None:
        return set()
    points = {point for edge in edges for point in edge}

    def order(at: At) -> tuple[bool, bool, int, At]:
        return not {f"r {at[0]}", f"c {at[1]}"} <= points, not sizes[at], sizes[at], at

    across = [at for at in sizes if at not in hidden and (f"r {at[0]}" in side) != (f"c {at[1]}" in side)]
    return {min(across, key=order)} if across else set()
