"""What is stored, one noun a file, its constraints in the database."""

from guarantors.models.access import FirstPassword, KeptAnswer, Token
from guarantors.models.actor import Actor, ActorKind
from guarantors.models.amendment import Amendment
from guarantors.models.desk import AuditEntry, CodingSheet, Draft, Lock, LockedNoun, Outcome, Submission
from guarantors.models.gist import LineGist, ProposalGist, SaidGist
from guarantors.models.guarantor import Guarantor, Nomination
from guarantors.models.journal import Change, Ledger
from guarantors.models.proposal import Event, EventKind, Proposal, ProposalMaker, Provision
from guarantors.models.search import SearchText
from guarantors.models.session import Session
from guarantors.models.source import Source, Speaker
from guarantors.models.stance import Condition, Evidence, StanceRecord
from guarantors.models.statement import (
    Coding,
    Corroboration,
    Statement,
    StatementActor,
    StatementRelation,
    StatementVersion,
)
from guarantors.models.webhook import Delivery, DeliveryState, Webhook

__all__ = [
    "Actor",
    "ActorKind",
    "Amendment",
    "AuditEntry",
    "Change",
    "Coding",
    "CodingSheet",
    "Condition",
    "Corroboration",
    "Delivery",
    "DeliveryState",
    "Draft",
    "Event",
    "EventKind",
    "Evidence",
    "FirstPassword",
    "Guarantor",
    "KeptAnswer",
    "Ledger",
    "LineGist",
    "Lock",
    "LockedNoun",
    "Nomination",
    "Outcome",
    "Proposal",
    "ProposalGist",
    "ProposalMaker",
    "Provision",
    "SaidGist",
    "SearchText",
    "Session",
    "Source",
    "Speaker",
    "StanceRecord",
    "Statement",
    "StatementActor",
    "StatementRelation",
    "StatementVersion",
    "Submission",
    "Token",
    "Webhook",
]
