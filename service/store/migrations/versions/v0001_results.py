"""Results and their shares."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from service.store.columns import JsonText, UtcTime

revision = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.String(40)
WORD = sa.String(40)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "results",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("owner", ID, nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("engine", WORD, nullable=False),
        sa.Column("model", sa.String(200), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("specification_id", ID, nullable=True),
        sa.Column("schema_version", WORD, nullable=False),
        sa.Column("input", JsonText(), nullable=False),
        sa.Column("document", JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_results"),
        sa.ForeignKeyConstraint(
            ["specification_id"], ["results.id"], name="fk_results_specification_id", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_results_workspace_created_at_id", "results", ["workspace", "created_at", "id"])
    op.create_index("ix_results_specification_id", "results", ["specification_id"])
    op.create_table(
        "shares",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("owner", ID, nullable=True),
        sa.Column("result_id", ID, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
        sa.ForeignKeyConstraint(["result_id"], ["results.id"], name="fk_shares_result_id", ondelete="CASCADE"),
        sa.UniqueConstraint("token_hash", name="uq_shares_token_hash"),
    )
    op.create_index("ix_shares_result_id", "shares", ["result_id"])
    op.create_index("ix_shares_expires_at", "shares", ["expires_at"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("shares")
    op.drop_table("results")
