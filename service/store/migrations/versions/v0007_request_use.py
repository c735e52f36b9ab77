"""Requests of a caller in the minute that runs, for servers that hold one bound together; jobs that wait, in order."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make the table, and indexes that tell which jobs come before another and how the lines of a batch stand.

    Both are told from the index alone: a row holds a request, and a batch has 50,000 of them.
    """
    op.create_table(
        "request_use",
        sa.Column("workspace", sa.String(40), nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "who", name="pk_request_use"),
    )
    op.drop_index("ix_jobs_state", "jobs")
    op.create_index("ix_jobs_state_priority_created_at", "jobs", ["state", "priority", "created_at"])
    op.drop_index("ix_jobs_batch_id_state", "jobs")
    op.create_index("ix_jobs_batch_id_state_line_finished_at", "jobs", ["batch_id", "state", "line", "finished_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_jobs_batch_id_state_line_finished_at", "jobs")
    op.create_index("ix_jobs_batch_id_state", "jobs", ["batch_id", "state"])
    op.drop_index("ix_jobs_state_priority_created_at", "jobs")
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.drop_table("request_use")
