"""What is left to do for deleted jobs, whose turn it is to sweep, and the log of one object found quickly."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from service.store.columns import UtcTime

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.String(40)
WORD = sa.String(40)


def upgrade() -> None:
    """Make both tables and the index."""
    op.create_table(
        "erased_jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("erased_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erased_jobs"),
    )
    op.create_table(
        "turns",
        sa.Column("name", WORD, nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_turns"),
    )
    op.create_index("ix_audit_log_workspace_subject", "audit_log", ["workspace", "subject"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_audit_log_workspace_subject", "audit_log")
    op.drop_table("turns")
    op.drop_table("erased_jobs")
