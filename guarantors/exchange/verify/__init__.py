"""Whether a database says what was put on record, whole and unaltered, by every rule: `manage.py verify`."""

from guarantors.exchange.verify.walk import Against, Report, verify

__all__ = ["Against", "Report", "verify"]
