"""A file may be wrong in any way: it is refused or loaded, and what was loaded is the same when it is loaded again."""

import random
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import transaction

from guarantors.exchange.dump import dump
from guarantors.exchange.load import NotLoaded, load, read_and_check
from tests.exchange.test_faults import SMALL, written
from tests.exchange.test_sections import AMENDMENT, CLAIM, CODING, EVENT
from tests.exchange.test_versions import SOUND

pytestmark = pytest.mark.django_db
FILES = [SMALL + CLAIM + EVENT + "  actor: AAA\n" + "codings:\n" + CODING, SOUND + AMENDMENT]
VALUES = [
    *("null", "[]", "{}", "''", "x", "AAA", "BBB", "said", "aaa-1", "paper", "clause", "Ada", "1", "2", "3", "true"),
    *("2020", "2020-01", "2020-01-05", "1999-01-01", "2020-02-01T00:00:00Z", "2099-01-01T00:00:00Z", "[said, said]"),
    *("[AAA, AAA]", "relayed", "third_party", "legislator", "unnamed", "committed", "signed", "mixed", "withdrawn"),
]


def mutated(chance: random.Random, text: str) -> str:
    """One to three lines dropped, repeated or given another value."""
    lines = text.splitlines()
    for _ in range(chance.choice([1, 1, 2, 3])):
        at, kind = chance.randrange(len(lines)), chance.random()
        if kind < 0.25:
            del lines[at]
        elif kind < 0.4:
            lines.insert(at, chance.choice(lines))
        else:
            lines[at] = lines[at].partition(":")[0] + ": " + chance.choice(VALUES)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(6))
def test_no_mutation_of_a_file_is_more_than_a_fault(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        path = written(tmp_path, mutated(chance, chance.choice(FILES)))
        datasets, faults = read_and_check([path])
        if faults:
            continue
        with transaction.atomic():
            with suppress(NotLoaded):
                load(datasets, by="Ada")
                dumped = read_and_check([written(tmp_path, dump(datasets[0].slug))])
                assert set(+load(dumped[0], by="Ben")[0].outcomes) == {"unchanged"}
            transaction.set_rollback(True)
