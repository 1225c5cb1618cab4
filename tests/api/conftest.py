"""Who hands in and who reviews, and what about: for the tests of what programs write."""

import pytest
from django.test import Client

from guarantors.domain.roles import DeskRole
from guarantors.models import Proposal
from tests.people import client_of
from tests.world import make_proposal


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal()


@pytest.fixture
def ada() -> Client:
    return client_of(DeskRole.EDITOR)


@pytest.fixture
def ben() -> Client:
    return client_of(DeskRole.REVIEWER)
