"""The schema's version: told, checked and brought up to what this program knows. Migrations are never undone."""

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, column, inspect, select, table

from evenhand.brief.store.tables import METADATA
from evenhand.errors import BadStore

# A name of its own, so that other programs' tables may lie in the same database of PostgreSQL.
VERSIONS = "evenhand_schema"
MIGRATIONS = Path(__file__).parent / "migrations"
# Alembic keeps the migration at work in a variable of the whole process.
_ALEMBIC = Lock()


def known_versions(migrations: Path = MIGRATIONS) -> tuple[str, ...]:
    """The versions that this program knows, the newest last: the numbers of the files, `0001` for the first."""
    return tuple(sorted(file.name[1:5] for file in (migrations / "versions").glob("v[0-9]*.py")))


def version_of(connection: Connection) -> str:
    """The version of a database; empty for one that has no store yet.

    Raises:
        BadStore: another program's tables are in the way.

    """
    tables = set(inspect(connection).get_table_names())
    if VERSIONS in tables:
        found: str | None = connection.scalar(select(column("version_num")).select_from(table(VERSIONS)))
        return found or ""
    if taken := tables & set(METADATA.tables):
        fix = "name a database of its own in EVENHAND_STORE"
        raise BadStore(f"the database has tables of another program: {', '.join(sorted(taken))}", fix)
    return ""


def needs_upgrade(connection: Connection) -> bool:
    """That the database is older than this program, or new.

    Raises:
        BadStore: it is newer, or another program's.

    """
    found, known = version_of(connection), known_versions()
    if found and found not in known:
        newer = f"the database has the schema {found}; this program knows up to {known[-1]}"
        raise BadStore(newer, "update Evenhand, or name another database in EVENHAND_STORE")
    return found != known[-1]


def upgrade(connection: Connection, version: str = "head", migrations: Path = MIGRATIONS) -> None:
    """Bring the database up to a version, in the transaction that is open; one that is there already stays.

    The caller sees to it that no other does so at the same time.
    """
    from alembic import command  # noqa: PLC0415 - most openings need no upgrade
    from alembic.config import Config  # noqa: PLC0415 - likewise

    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with _ALEMBIC:
        command.upgrade(settings, version)
