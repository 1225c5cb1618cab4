"""Pieces of HTML: they hold what they are made from."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from guarantors.domain import chart
from guarantors.domain.stance import Level
from guarantors.exchange import markup
from tests.engines import examples

BEGIN = date(2022, 1, 1)
ON = chart.Scale(BEGIN, BEGIN + timedelta(days=1000))
day = st.integers(0, 1000).map(lambda count: BEGIN + timedelta(days=count))
steps = st.lists(st.builds(chart.Step, day, st.sampled_from(Level), st.booleans()), max_size=6).map(
    lambda found: sorted(found, key=lambda step: step.day)
)


@settings(max_examples=examples(60))
@given(steps, st.none() | day)
def test_a_spark_holds_each_piece_of_the_line(found: list[chart.Step], asked: date | None) -> None:
    line = chart.line(found, on=ON, row_px=5, asked_on=asked, said_days=None)
    html = markup.spark(line, 'So "it" was')

    drawn = []
    groups = re.findall(r'<g class="s-(\w+)">(.*?)</g>', html)
    for level, inside in groups:
        pieces = re.findall(r'<line(?: class="([^"]+)")? x1="([^"]+)" x2="([^"]+)"/>', inside)
        drawn += [(level, css == "low", x1, x2) for css, x1, x2 in pieces]
    assert drawn == [(item.level, item.low, item.x1, item.x2) for item in line.segments]
    risers = re.findall(r'<line class="riser" x1="(.+?)" x2="(.+?)" y1="(.+?)" y2="(.+?)"/>', html)
    assert risers == [(up.x, up.x, f"{up.y1:g}", f"{up.y2:g}") for up in line.risers]
    assert re.findall(r'class="nost" x="(.+?)" width="(.+?)"', html) == (
        [(line.gap.x, line.gap.width)] if line.gap else []
    )
    tips = [(level, *found) for level, inside in groups for found in re.findall(r'href="#g-(\w+)" x="(.+?)"', inside)]
    assert tips == ([(line.tip.level, line.tip.level, line.tip.x)] if line.tip else [])
    assert html.count("<g ") == html.count("</g>")
    assert 'aria-label="So &quot;it&quot; was"' in html


@dataclass
class Tick:
    x: str
    y: float


def test_a_ruler_s_ticks_reach_from_its_foot_to_their_own_height() -> None:
    assert markup.ruler([Tick("3%", 6.0), Tick("40.5%", 12.4)], 28) == (
        '<g class="n" transform="translate(0 28)">'
        '<line x1="3%" x2="3%" y1="-22"/><line x1="40.5%" x2="40.5%" y1="-15.6"/></g>'
    )
