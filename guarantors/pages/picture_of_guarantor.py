"""The picture of a guarantor: its chart, with the levels at the rows and the dates on the axis."""

from collections.abc import Mapping, Sequence
from typing import Any

from guarantors.address import Address
from guarantors.domain import dates
from guarantors.domain.axis import Tick
from guarantors.domain.chart import Line as Steps
from guarantors.domain.marks import Mark
from guarantors.domain.stance import NO_STANCE, Level, standing
from guarantors.exchange.citations import cited
from guarantors.exchange.pictures import fonts, palette
from guarantors.exchange.pictures.scene import WIDTH, Circle, Hatch, Line, Rect, Scene, Shape, Text
from guarantors.pages import picture_frame as frame
from guarantors.pages import words
from guarantors.queries.drawn_line import DrawnLine
from guarantors.queries.proposals import GuarantorBrief, ProposalRow

ROW_PX = 40
TOP = 236
LEFT = frame.MARGIN + 172
RIGHT = WIDTH - frame.MARGIN - 10


def scene(
    proposal: ProposalRow,
    part: GuarantorBrief,
    where: Address,
    line: DrawnLine,
    drawn: Mapping[str, Any],
) -> Scene:
    """`drawn` is the chart of the page in rows of `ROW_PX`; `line` is what it draws."""
    title = cited.view_title(proposal, where.provision, part)
    return Scene(
        title=f"{title}, as of {dates.long_day(where.day)}",
        words=drawn["drawing"].words,
        shapes=(
            *frame.title(part.name, y=78),
            *_standing(proposal, where, line),
            *_rows(drawn),
            *_events(drawn, f"as of {dates.short_day(where.day)}"),
            *_line(drawn["drawing"].line),
            *_marks(drawn["marks"]),
            Line(RIGHT, TOP - 10, RIGHT, TOP + drawn["bottom"], palette.INK, 1.5),
            *_tip(drawn["drawing"].line),
            *frame.foot(where),
        ),
    )


def _standing(proposal: ProposalRow, where: Address, line: DrawnLine) -> list[Shape]:
    """The stance of the day in a chip, since when, and on what."""
    stance = line.points[-1] if line.points else None
    level = stance.level if stance else NO_STANCE
    word = standing(stance.level if stance else None, bool(line.said))
    chip, end = frame.chip(level, word, frame.MARGIN, 104)
    provision = next((item.title for item in proposal.provisions if item.slug == where.provision), "")
    on = f"“{provision}”, {proposal.title}" if provision else proposal.title
    if stance and line.since:
        said = f"since {words.since(line.since)}, {stance.confidence} confidence"
    else:
        said = f"on record as of {dates.short_day(where.day)}"
    room = WIDTH - frame.MARGIN - end - 18
    return [
        *chip,
        Text(end + 18, 124, fonts.cut(said, room, 22), 22, palette.INK),
        Text(end + 18, 150, fonts.cut(on, room, 20), 20, palette.INK2),
    ]


def _x(percent: str) -> float:
    """From a place on the scale, `12.5%`, to pixels."""
    return round(LEFT + float(percent.rstrip("%")) * (RIGHT - LEFT) / 100, 2)


def _rows(drawn: Mapping[str, Any]) -> list[Shape]:
    shapes: list[Shape] = []
    gap = drawn["drawing"].line.gap
    if gap:
        wide = _x(gap.width) - LEFT
        shapes.append(Hatch(_x(gap.x), TOP, wide, drawn["drawing"].height, palette.RULE))
    for row in drawn["rows"]:
        y = TOP + row["y"]
        colour = palette.RULE if row["level"] is Level.NONCOMMITTAL else palette.RULE2
        shapes += [
            Line(LEFT, y, RIGHT, y, colour, 1.5),
            Text(LEFT - 40, y + 6, row["label"], 19, palette.INK2, anchor="end"),
            *palette.glyph(row["level"], LEFT - 22, y, 18),
        ]
    if drawn["has_lane"]:
        y = TOP + drawn["lane_y"]
        shapes.append(Text(LEFT - 13, y + 6, "Other statements", 17, palette.INK3, anchor="end"))
    bottom = TOP + drawn["bottom"]
    shapes.append(Line(LEFT, bottom, RIGHT, bottom, palette.FIELD, 1.5))
    shapes += _axis(drawn["ticks"], bottom)
    if gap and gap.label_x and _x(gap.width) - LEFT > 130:
        x, middle = _x(gap.label_x), TOP + drawn["drawing"].height / 2
        shapes.append(Rect(x - 52, middle - 26, 104, 52, palette.PAPER))
        shapes.append(Text(x, middle - 5, "No stance", 18, palette.INK2, anchor="middle"))
        shapes.append(Text(x, middle + 17, "on record", 18, palette.INK2, anchor="middle"))
    return shapes


def _axis(ticks: Sequence[Tick], bottom: float) -> list[Shape]:
    """The first and the last day are named, and between them whatever has room."""
    shapes: list[Shape] = []
    free, last = float(LEFT), RIGHT - fonts.width(ticks[-1].text, 17) - 14
    for tick in ticks:
        x, wide = _x(tick.x), fonts.width(tick.text, 17)
        shapes.append(Line(x, bottom, x, bottom + 6, palette.FIELD, 1.5))
        if tick.anchor != "middle" or (x - wide / 2 >= free and x + wide / 2 <= last):
            shapes.append(Text(x, bottom + 26, tick.text, 17, palette.INK2, anchor=tick.anchor))
            free = x + (wide if tick.anchor == "start" else wide / 2) + 14
    return shapes


def _events(drawn: Mapping[str, Any], as_of: str) -> list[Shape]:
    """A dotted line for each; its words above where there is room, and never over the as-of label."""
    shapes: list[Shape] = [Text(RIGHT, TOP - 18, as_of, 18, palette.INK, weight=600, anchor="end")]
    free, last = LEFT - 40.0, RIGHT - fonts.width(as_of, 18, 600) - 16
    for event in sorted(drawn["events"], key=lambda item: _x(item["x"])):
        x, wide = _x(event["x"]), fonts.width(event["text"], 17)
        shapes.append(Line(x, TOP - 12, x, TOP + drawn["bottom"], palette.INK3, 1.5, (2, 4)))
        if x >= free and x + wide <= last:
            shapes.append(Text(x, TOP - 18, event["text"], 17, palette.INK2))
            free = x + wide + 14
    return shapes


def _line(line: Steps) -> list[Shape]:
    shapes: list[Shape] = [
        Line(_x(riser.x), TOP + riser.y1, _x(riser.x), TOP + riser.y2, palette.INK3, 2) for riser in line.risers
    ]
    for piece in line.segments:
        dash = (12.0, 7.0) if piece.low else None
        y, thick = TOP + piece.y, 3 if piece.stale else 7
        shapes.append(Line(_x(piece.x1), y, _x(piece.x2), y, palette.MARK[piece.level], thick, dash))
    return shapes


def _tip(line: Steps) -> list[Shape]:
    if line.tip is None:
        return []
    x, y = _x(line.tip.x), TOP + line.tip.y
    return [Circle(x, y, 13, palette.PAPER), *palette.glyph(line.tip.level, x, y, 24)]


def _marks(marks: Sequence[Mark]) -> list[Shape]:
    """A round frame speaks for the state, a square one does not, a dashed one is anonymous.

    A whisker reaches back to the earliest possible day where the day is uncertain.
    """
    shapes: list[Shape] = [
        Line(_x(mark.whisker_x), TOP + mark.y, _x(mark.x), TOP + mark.y, palette.INK2, 1.5)
        for mark in marks
        if mark.whisker_x
    ]
    for mark in marks:
        x, y = _x(mark.x), TOP + mark.y
        dash = (3.5, 3.0) if mark.unnamed else None
        if mark.for_the_state:
            shapes.append(Circle(x, y, 11, palette.PAPER, palette.INK2, 1.5, dash))
        else:
            shapes.append(Rect(x - 10, y - 10, 20, 20, palette.PAPER, palette.INK2, 1.5, dash=dash))
        if mark.count > 1:
            shapes.append(Text(x, y + 5, str(mark.count), 15, palette.INK, weight=600, anchor="middle"))
        elif mark.level:
            shapes += palette.glyph(mark.level, x, y, 13)
        else:
            shapes.append(Circle(x, y, 2.8, palette.INK2))
    return shapes
