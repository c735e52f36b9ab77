"""Webhooks: endpoints, deliveries and tries; and whether the end of a batch was told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from service.store.columns import JsonText, UtcTime

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.String(40)
WORD = sa.String(40)
SECRET = sa.String(120)
TOLD = sa.String(200)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "webhooks",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("owner", ID, nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("description", TOLD, nullable=False),
        sa.Column("events", sa.String(400), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("disabled_reason", WORD, nullable=True),
        sa.Column("failing_since", UtcTime(), nullable=True),
        sa.Column("secret", SECRET, nullable=False),
        sa.Column("old_secret", SECRET, nullable=True),
        sa.Column("old_secret_until", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
    )
    op.create_index("ix_webhooks_workspace_id", "webhooks", ["workspace", "id"])
    _make_deliveries()
    op.add_column("batches", sa.Column("told_at", UtcTime(), nullable=True))
    op.create_index("ix_batches_told_at", "batches", ["told_at"])


def _make_deliveries() -> None:
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("webhook_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("type", WORD, nullable=False),
        sa.Column("body", JsonText(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("claimed_until", UtcTime(), nullable=True),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_deliveries"),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhooks.id"], name="fk_webhook_deliveries_webhook_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_webhook_deliveries_created_at", "webhook_deliveries", ["created_at"])
    op.create_index("ix_webhook_deliveries_webhook_id_id", "webhook_deliveries", ["webhook_id", "id"])
    op.create_index("ix_webhook_deliveries_state_due_at", "webhook_deliveries", ["state", "due_at"])
    op.create_table(
        "webhook_attempts",
        sa.Column("delivery_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", TOLD, nullable=True),
        sa.Column("answer", TOLD, nullable=True),
        sa.PrimaryKeyConstraint("delivery_id", "number", name="pk_webhook_attempts"),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["webhook_deliveries.id"],
            name="fk_webhook_attempts_delivery_id",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_batches_told_at", "batches")
    op.drop_column("batches", "told_at")
    for table in ("webhook_attempts", "webhook_deliveries", "webhooks"):
        op.drop_table(table)
