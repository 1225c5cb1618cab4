"""A record as this version keeps it, for the versions to come to be brought up to date from.

`python -m tests.releasing > tests/releases/VERSION.json` makes it, with nothing but what every version can do: the
shipped datasets, loaded a second time with a word, a day and a title changed, and people where there are any.
"""

import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path

NOT_KEPT = {"LineGist", "SaidGist", "ProposalGist", "SearchText"}
"""What a migration makes anew."""


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": f"sqlite:///{folder / 'x.sqlite3'}"}
    os.environ |= {"VAR_DIR": str(folder), "SECRET_KEY": "x" * 60, "DEBUG": "1", "DEMO": "0"}
    import django

    django.setup()
    with contextlib.redirect_stdout(io.StringIO()):
        _made(folder)
    json.dump(_kept(), sys.stdout, ensure_ascii=False, separators=(",", ":"))


def _made(folder: Path) -> None:
    import yaml
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    shipped = sorted(Path("guarantors/data").glob("*.yaml"))
    for file in shipped:
        call_command("load_dataset", str(file))
    for file in shipped:
        dataset = yaml.safe_load(file.read_text())
        dataset["sources"][0]["title"] += ", amended"
        dataset["statements"][0]["summary"] += " Reread."
        changed = folder / file.name
        changed.write_text(yaml.safe_dump(dataset, allow_unicode=True, sort_keys=False))
        call_command("load_dataset", str(changed))
    User.objects.create_user("ada", "ada@example.org", "a password of long ago")


def _kept() -> dict[str, object]:
    from django.apps import apps
    from django.core.serializers.json import DjangoJSONEncoder
    from django.db.migrations.recorder import MigrationRecorder

    import guarantors

    class Exact(DjangoJSONEncoder):
        def default(self, o: object) -> object:
            return o.isoformat() if hasattr(o, "isoformat") else super().default(o)

    rows = {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("guarantors").get_models()
        if model.__name__ not in NOT_KEPT
    }
    for listed in rows.values():  # bytes, as hexadecimal digits
        for row in listed:
            row.update({name: value.hex() for name, value in row.items() if isinstance(value, bytes)})
    applied = MigrationRecorder.Migration.objects.filter(app="guarantors").order_by("-name")
    users = list(apps.get_model("auth", "User").objects.values("username", "email", "password"))
    kept = {"version": guarantors.__version__, "migration": applied[0].name, "rows": rows, "users": users}
    return json.loads(json.dumps(kept, cls=Exact))


if __name__ == "__main__":
    main()
