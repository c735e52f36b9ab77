"""Jobs, what they say, the answers that they have paid for, and batches of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from service.store.columns import JsonText, UtcTime

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.String(40)
WORD = sa.String(40)
KEY = sa.String(80)


def upgrade() -> None:
    """Make the tables."""
    _files_and_batches()
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("owner", ID, nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("request", JsonText(), nullable=False),
        sa.Column("drawn", JsonText(), nullable=False),
        sa.Column("handed_over", sa.Boolean(), nullable=False),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("worker", WORD, nullable=True),
        sa.Column("started_at", UtcTime(), nullable=True),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.Column("result_id", ID, nullable=True),
        sa.Column("problem", JsonText(), nullable=True),
        sa.Column("batch_id", ID, nullable=True),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("custom_id", sa.String(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_jobs_batch_id", ondelete="CASCADE"),
        sa.UniqueConstraint("batch_id", "line", name="uq_jobs_batch_id_line"),
        sa.ForeignKeyConstraint(["result_id"], ["results.id"], name="fk_jobs_result_id", ondelete="CASCADE"),
    )
    op.create_index("ix_jobs_workspace_created_at_id", "jobs", ["workspace", "created_at", "id"])
    op.create_index("ix_jobs_handed_over_priority_created_at", "jobs", ["handed_over", "priority", "created_at"])
    op.create_index("ix_jobs_batch_id_state", "jobs", ["batch_id", "state"])
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_index("ix_jobs_result_id", "jobs", ["result_id"])
    op.create_table(
        "job_events",
        sa.Column("job_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("type", WORD, nullable=False),
        sa.Column("data", JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("job_id", "number", name="pk_job_events"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_job_events_job_id", ondelete="CASCADE"),
    )
    op.create_table(
        "model_answers",
        sa.Column("work", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("answer", JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("work", "key", name="pk_model_answers"),
    )
    op.create_index("ix_model_answers_created_at", "model_answers", ["created_at"])


def _files_and_batches() -> None:
    op.create_table(
        "files",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("owner", ID, nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
    )
    op.create_table(
        "file_parts",
        sa.Column("file_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("file_id", "number", name="pk_file_parts"),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name="fk_file_parts_file_id", ondelete="CASCADE"),
    )
    op.create_table(
        "batches",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("owner", ID, nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("input_file_id", ID, nullable=False),
        sa.Column("endpoint", WORD, nullable=False),
        sa.Column("details", JsonText(), nullable=False),
        sa.Column("read_at", UtcTime(), nullable=True),
        sa.Column("failed_at", UtcTime(), nullable=True),
        sa.Column("errors", JsonText(), nullable=True),
        sa.Column("cancelled_at", UtcTime(), nullable=True),
        sa.Column("expired_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_index("ix_batches_workspace_created_at_id", "batches", ["workspace", "created_at", "id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("model_answers")
    op.drop_table("job_events")
    op.drop_table("jobs")
    op.drop_table("batches")
    op.drop_table("file_parts")
    op.drop_table("files")
