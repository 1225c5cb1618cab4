"""The pictures of a proposal and of the site: one block for each guarantor, and the count of every level."""

from collections.abc import Sequence

from guarantors.address import Address
from guarantors.domain import dates
from guarantors.domain.stance import AGAINST, FOR, NEITHER, NO_STANCE, ORDER, Level
from guarantors.exchange.citations import cited
from guarantors.exchange.pictures import fonts, palette
from guarantors.exchange.pictures.scene import Line, Scene, Shape, Text
from guarantors.pages import picture_frame as frame
from guarantors.pages import summary, words
from guarantors.pages.summary import Standing
from guarantors.queries.proposals import ProposalRow, ProposalStances

GAP = 6
GROUP_GAP = 26
WIDEST_BLOCK = 96
CODE_NEEDS = 46
"""A block narrower than this has no room for a code of three letters."""

BLOCKS_Y = 342
LINE_HEIGHT = 1.42
MOST_PROPOSALS = 3


def one(row: ProposalRow, standings: Sequence[Standing], where: Address) -> Scene:
    """A proposal, or one of its provisions: the sentence, the blocks, the counts."""
    sentence = summary.sentence(standings, where.provision is not None)
    provision = next((item.title for item in row.provisions if item.slug == where.provision), "")
    shapes: list[Shape] = []
    y = 86.0
    for text in fonts.wrapped(row.title, frame.INNER, 46, 600, serif=True, lines=2):
        shapes += frame.title(text, y=y, size=46)
        y += 54
    if provision:
        shapes.append(Text(frame.MARGIN, y - 12, fonts.cut(f"On “{provision}”", frame.INNER, 26), 26, palette.INK2))
        y += 36
    for size in (34, 28):
        lines = fonts.wrapped(sentence, frame.INNER, size, serif=True)
        if y + len(lines) * size * LINE_HEIGHT < BLOCKS_Y:
            break
    for text in lines[: int((BLOCKS_Y - y) / (size * LINE_HEIGHT))]:
        shapes.append(Text(frame.MARGIN, y + 8, text, size, palette.INK, serif=True))
        y += size * LINE_HEIGHT
    return Scene(
        title=f"{cited.view_title(row, where.provision)}, as of {dates.long_day(where.day)}",
        words=sentence,
        shapes=(*shapes, *_blocks(standings, BLOCKS_Y, 100, named=True), *_counts(standings, 524), *frame.foot(where)),
    )


def all_of(found: Sequence[ProposalStances], where: Address) -> Scene:
    """The site: its first proposals, each with its blocks."""
    shapes = [*frame.title("Who would guarantee whose security?", y=84, size=46)]
    y = 140.0
    for item in found[:MOST_PROPOSALS]:
        asked = [(part, level) for part, level in item.stances if part.is_asked_on(where.day)]
        title = fonts.cut(item.proposal.title, frame.INNER, 26, 600)
        shapes.append(Line(frame.MARGIN, y - 14, frame.MARGIN + frame.INNER, y - 14, palette.RULE, 1.5))
        shapes.append(Text(frame.MARGIN, y + 20, title, 26, palette.INK, weight=600))
        shapes += _blocks(asked, y + 38, 60, named=False)
        y += 136
    return Scene(
        title="Guarantor Tracker: who would guarantee whose security?",
        words=f"Stances on {words.count_of(len(found), 'proposal')}, as of {dates.long_day(where.day)}.",
        shapes=(*shapes, *frame.foot(where)),
    )


def _blocks(standings: Sequence[Standing], y: float, height: float, *, named: bool) -> list[Shape]:
    """The groups against, neither, for and no stance, each in the order of the scale, all in blocks of one width."""
    groups = [
        ("against", [item for item in standings if item[1] in AGAINST]),
        ("neither", [item for item in standings if item[1] in NEITHER]),
        ("for", [item for item in standings if item[1] in FOR]),
        ("no stance", [item for item in standings if item[1] is None]),
    ]
    groups = [(name, sorted(items, key=_order)) for name, items in groups if items]
    if not groups:
        return []
    count = sum(len(items) for _, items in groups)
    room = frame.INNER - GROUP_GAP * (len(groups) - 1) - GAP * (count - len(groups))
    wide = min(WIDEST_BLOCK, room / count)
    shapes: list[Shape] = []
    x = float(frame.MARGIN)
    for name, items in groups:
        begin = x
        for part, level in items:
            shapes += _block(level or NO_STANCE, part.code, x, y, wide, height)
            x += wide + GAP
        end = x - GAP
        if named:
            under = y + height + 12
            shapes.append(Line(begin, under, end, under, palette.FIELD, 1.5))
            if fonts.width(name, 18) <= end - begin + GROUP_GAP - 4:
                shapes.append(Text((begin + end) / 2, under + 22, name, 18, palette.INK2, anchor="middle"))
        x = end + GROUP_GAP
    return shapes


def _order(item: Standing) -> int:
    return ORDER[item[1]] if item[1] else 0


def _block(level: str, code: str, x: float, y: float, width: float, height: float) -> list[Shape]:
    middle = x + width / 2
    ink = palette.ON_FILL[level]
    shapes: list[Shape] = [palette.block(level, x, y, width, height)]
    if width >= CODE_NEEDS and fonts.width(code, 20, 600) < width - 8:
        shapes += palette.glyph(level, middle, y + height * 0.34, 20, ink)
        shapes.append(Text(middle, y + height * 0.34 + 34, code, 20, ink, weight=600, anchor="middle"))
    else:
        shapes += palette.glyph(level, middle, y + height / 2, min(18, width * 0.6), ink)
    return shapes


def _counts(standings: Sequence[Standing], y: float) -> list[Shape]:
    """Every level with its count, zeros in grey, spread over the width."""
    items = summary.counts(level for _, level in standings)
    widths = [fonts.width(f"{item['label']} {item['count']}", 20, 600) + 26 for item in items]
    space = (frame.INNER - sum(widths)) / (len(items) - 1)
    shapes: list[Shape] = []
    x = float(frame.MARGIN)
    for item, wide in zip(items, widths, strict=True):
        colour = palette.INK if item["count"] else palette.INK3
        weight = 600 if item["count"] else 400
        level = item["level"] if item["level"] == NO_STANCE else Level(item["level"])
        shapes += palette.glyph(level, x + 9, y - 7, 18)
        shapes.append(Text(x + 25, y, f"{item['label']} {item['count']}", 20, colour, weight=weight))
        x += wide + space
    return shapes
