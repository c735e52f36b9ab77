"""Workspaces, keys, requests that may come twice, and the log of what was done by whom."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from service.callers import DEFAULT_WORKSPACE
from service.store.columns import JsonText, UtcTime

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.String(40)
WORD = sa.String(40)
NAME = sa.String(80)
DIGEST = sa.String(64)
_REFUSALS = {
    "sqlite": [
        f"CREATE TRIGGER audit_log_no_{change} BEFORE {change} ON audit_log"
        " BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
        for change in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION audit_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$",
        "CREATE TRIGGER audit_log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_log_only_grows()",
    ],
}


def upgrade() -> None:
    """Make the tables, the workspace that everything was in so far, and what keeps the log as it is."""
    workspaces = op.create_table(
        "workspaces",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
    )
    op.bulk_insert(workspaces, [{"id": DEFAULT_WORKSPACE, "name": "default", "created_at": datetime.now(UTC)}])
    _make_keys()
    _make_repeats()
    _make_log()


def _make_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("prefix", WORD, nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("scopes", WORD, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=True),
        sa.Column("last_used_at", UtcTime(), nullable=True),
        sa.Column("revoked_at", UtcTime(), nullable=True),
        sa.Column("rotated_from", ID, nullable=True),
        sa.Column("requests_per_minute", sa.Integer(), nullable=True),
        sa.Column("tokens_per_day", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_api_keys_workspace"),
        sa.UniqueConstraint("prefix", name="uq_api_keys_prefix"),
    )
    op.create_index("ix_api_keys_workspace_id", "api_keys", ["workspace", "id"])
    op.create_table(
        "token_use",
        sa.Column("key_id", ID, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", "day", name="pk_token_use"),
        sa.ForeignKeyConstraint(["key_id"], ["api_keys.id"], name="fk_token_use_key_id", ondelete="CASCADE"),
    )


def _make_repeats() -> None:
    op.create_table(
        "repeats",
        sa.Column("workspace", ID, nullable=False),
        sa.Column("owner", ID, nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("fingerprint", DIGEST, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("result_id", ID, nullable=True),
        sa.Column("headers", JsonText(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "owner", "digest", name="pk_repeats"),
        sa.ForeignKeyConstraint(["result_id"], ["results.id"], name="fk_repeats_result_id", ondelete="CASCADE"),
    )
    op.create_index("ix_repeats_result_id", "repeats", ["result_id"])
    op.create_index("ix_repeats_expires_at", "repeats", ["expires_at"])


def _make_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("actor", NAME, nullable=False),
        sa.Column("action", WORD, nullable=False),
        sa.Column("subject", ID, nullable=False),
        sa.Column("request_id", sa.String(64), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_log"),
    )
    op.create_index("ix_audit_log_workspace_id", "audit_log", ["workspace", "id"])
    for statement in _REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Drop them."""
    for table in ("audit_log", "repeats", "token_use", "api_keys", "workspaces"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_log_only_grows()")
