"""Each rule that the database itself keeps: legal, and illegal by its name."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from guarantors.models import (
    Actor,
    Coding,
    Condition,
    Event,
    Guarantor,
    Nomination,
    Proposal,
    Provision,
    Source,
    StanceRecord,
    StatementRelation,
    StatementVersion,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FAR = datetime(2099, 1, 1, tzinfo=UTC)

BREACHES: list[tuple[type[models.Model], dict[str, Any], str]] = [
    (Actor, {"code": "gbr"}, "actor_code_is_capitals"),
    (Actor, {"kind": "city"}, "actor_is_a_state_or_an_organisation"),
    (Actor, {"name": ""}, "actor_has_a_name"),
    (Proposal, {"status": "dreamt"}, "proposal_status_is_known"),
    (Proposal, {"title": ""}, "proposal_has_a_title"),
    (Provision, {"obligation": "hugs"}, "provision_obligation_is_known"),
    (Guarantor, {"role": "bystander"}, "guarantor_role_is_known"),
    (Guarantor, {"since": date(2022, 3, 2), "until": date(2022, 3, 1)}, "guarantor_since_before_until"),
    (Source, {"kind": "rumour"}, "source_kind_is_known"),
    (Source, {"status": "lost"}, "source_status_is_known"),
    (Source, {"publisher": ""}, "source_has_title_and_publisher"),
    (StatementVersion, {"voice": "neighbour"}, "statement_voice_is_known"),
    (StatementVersion, {"summary": ""}, "statement_has_a_summary"),
    (StatementVersion, {"identification": "named", "speaker_id": None}, "statement_named_means_a_speaker"),
    (StatementVersion, {"said_first": date(2099, 1, 1)}, "statement_first_day_before_last"),
    (StatementVersion, {"version": 2, "reason": ""}, "statement_correction_gives_a_reason"),
    (StatementVersion, {"recorded_by": ""}, "statement_names_who_recorded_it"),
    (
        StatementVersion,
        {"directness": "relayed", "relayed_by_id": None, "relayed_office": ""},
        "statement_relayed_names_the_relay",
    ),
    (StanceRecord, {"level": "warm"}, "stance_record_level_is_known"),
    (StanceRecord, {"confidence": "sure"}, "stance_record_confidence_is_known"),
    (StanceRecord, {"level": "committed"}, "stance_record_committed_names_its_legal_status"),
    (StanceRecord, {"legal_status": "signed", "level": "open"}, "stance_record_committed_names_its_legal_status"),
    (StanceRecord, {"basis": "mixed", "level": "open"}, "stance_record_only_noncommittal_has_a_basis"),
    (StanceRecord, {"rationale": ""}, "stance_record_gives_a_rationale"),
    (StanceRecord, {"sequence": 0}, "stance_record_sequence_counts_from_one"),
    (StanceRecord, {"version": 2}, "stance_record_correction_names_what_and_why"),
    (StanceRecord, {"withdrawal_reason": "wrong"}, "stance_record_withdrawn_means_closed"),
    (StanceRecord, {"superseded_at": FAR, "superseded_by": ""}, "stance_record_closed_names_by_whom"),
    (
        StanceRecord,
        {"superseded_at": datetime(2001, 1, 1, tzinfo=UTC), "superseded_by": "Ada"},
        "stance_record_superseded_after_it_was_recorded",
    ),
    (Condition, {"kind": "whim"}, "condition_kind_is_known"),
    (Condition, {"status": "lost"}, "condition_status_is_known"),
    (Provision, {"title": ""}, "provision_has_a_title"),
    (StanceRecord, {"level": "noncommittal", "basis": "mood"}, "stance_record_basis_is_known"),
    (StanceRecord, {"level": "committed", "legal_status": "sworn"}, "stance_record_legal_status_is_known"),
    (StanceRecord, {"recorded_by": ""}, "stance_record_names_who_recorded_it"),
    (
        StanceRecord,
        {"pk": 10**6, "replaces_id": 10**6, "version": 2, "reason": "Misread."},
        "stance_record_cannot_replace_itself",
    ),
    (StatementVersion, {"directness": "sung"}, "statement_directness_is_known"),
    (StatementVersion, {"identification": "masked"}, "statement_identification_is_known"),
    (StatementVersion, {"identification": "unnamed", "speaker_id": 1}, "statement_unnamed_means_no_speaker"),
    (StatementVersion, {"withdrawal_reason": "wrong"}, "statement_withdrawn_means_closed"),
    (StatementVersion, {"superseded_at": FAR, "superseded_by": ""}, "statement_closed_names_by_whom"),
    (
        StatementVersion,
        {"superseded_at": datetime(2001, 1, 1, tzinfo=UTC), "superseded_by": "Ada"},
        "statement_superseded_after_it_was_recorded",
    ),
    (StatementVersion, {"merged_into_id": 1}, "statement_merged_means_withdrawn"),
    (StanceRecord, {"review": "glanced"}, "stance_record_review_is_known"),
    (Condition, {"text": ""}, "condition_has_a_text"),
]


@pytest.mark.parametrize(("model", "values", "rule"), BREACHES, ids=[rule for _, _, rule in BREACHES])
def test_the_database_refuses(model: type[models.Model], values: dict[str, Any], rule: str) -> None:
    row = a_copy(model)
    for name, value in values.items():
        setattr(row, name, value)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("model", sorted({model for model, _, _ in BREACHES}, key=lambda model: model.__name__))
def test_the_same_row_without_the_breach_is_kept(model: type[models.Model]) -> None:
    a_copy(model).save(force_insert=True)


def test_two_records_cannot_share_a_place_in_the_day() -> None:
    row = a_copy(StanceRecord)
    row.sequence = StanceRecord.objects.filter(guarantor=row.guarantor, provision=None).latest("pk").sequence

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_statement_has_one_current_version() -> None:
    row = a_copy(StatementVersion)
    row.statement_id = StatementVersion.objects.latest("pk").statement_id

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_statement_is_not_merged_into_itself() -> None:
    row = a_copy(StatementVersion)
    row.merged_into_id = row.statement_id
    row.superseded_at, row.superseded_by, row.withdrawal_reason = FAR, "Ada", "A duplicate."

    with pytest.raises(IntegrityError, match="statement_is_not_merged_into_itself"), transaction.atomic():
        row.save(force_insert=True)


def test_a_proposal_is_not_its_own_origin() -> None:
    with pytest.raises(IntegrityError, match="proposal_is_not_its_own_origin"), transaction.atomic():
        Proposal.objects.update(derived_from=models.F("pk"))


def test_every_check_has_its_case_here() -> None:
    tested = {rule for _, _, rule in BREACHES} | {
        "proposal_is_not_its_own_origin",
        "statement_is_not_merged_into_itself",
    }
    checks = {
        constraint.name
        for model in (Actor, Proposal, Provision, Guarantor, Source, StatementVersion, StanceRecord, Condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }
    assert checks == tested


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"kind": "party"}, "event_kind_is_known"),
        ({"kind": "change_of_government", "actor": None}, "event_change_of_government_names_whose"),
        ({"first_day": date(2022, 3, 2), "last_day": date(2022, 3, 1)}, "event_ends_after_it_begins"),
    ],
)
def test_events_keep_their_rules(values: dict[str, Any], rule: str) -> None:
    given: dict[str, Any] = {
        "proposal": Proposal.objects.get(slug="istanbul-2022"),
        "ref": "talks",
        "happened_on": "2022-03-29",
        "first_day": date(2022, 3, 29),
        "last_day": date(2022, 3, 29),
        "kind": "talks",
        "title": "Talks",
    }
    Event.objects.create(**given)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Event.objects.create(**given | values | {"ref": "other"})


def test_nominations_relations_and_codings_keep_their_rules() -> None:
    record = StanceRecord.objects.filter(guarantor__proposal__slug="istanbul-2022").latest("pk")
    statement = record.statements.first()
    assert statement
    claim = {"ref": "n", "guarantor": record.guarantor, "named_by": record.guarantor.actor, "named_on": "2022-03-29"}
    days = {"first_day": date(2022, 3, 29), "last_day": date(2022, 3, 29), "source": Source.objects.all()[0]}

    with pytest.raises(IntegrityError, match="nomination_withdrawn_after_it_was_made"), transaction.atomic():
        Nomination.objects.create(**claim, **days, withdrawn_on=date(2022, 3, 1))
    with pytest.raises(IntegrityError, match="relation_joins_two_statements"), transaction.atomic():
        StatementRelation.objects.create(later=statement, earlier=statement, relation="clarifies", recorded_at=NOW)
    with pytest.raises(IntegrityError, match="coding_only_noncommittal_has_a_basis"), transaction.atomic():
        Coding.objects.create(
            statement=statement,
            guarantor=record.guarantor,
            coder="Ben",
            level="open",
            basis="mixed",
            confidence="low",
            recorded_at=NOW,
        )


def a_copy(model: type[models.Model]) -> Any:
    """The newest row as a new one that breaks no rule."""
    row: Any = model._default_manager.latest("pk")
    row.pk, row._state.adding = None, True
    for name in ("ref", "slug"):
        if hasattr(row, name):
            setattr(row, name, "a-copy")
    if model is Actor:
        row.code = "ZZZ"
    if model is Guarantor:
        row.actor = Actor.objects.exclude(parts__proposal=row.proposal)[0]
    if model is StanceRecord:
        row.sequence = 99
        row.level, row.legal_status, row.basis = "open", "", ""
    if model is StatementVersion:
        version = model._default_manager.latest("pk")
        version.statement.pk, version.statement.ref, version.statement._state.adding = None, "a-copy", True
        version.statement.save(force_insert=True)
        row.statement = version.statement
    return row
