"""People who sign in, and their sessions. Tokens of models are counted for people as well as for keys."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from service.store.columns import UtcTime

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.String(40)
WORD = sa.String(40)
NAME = sa.String(80)
DIGEST = sa.String(64)
_KEY_OF_USE = "fk_token_use_key_id"


def upgrade() -> None:
    """Make the tables, and no longer ask that tokens are those of a key."""
    op.create_table(
        "people",
        sa.Column("workspace", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("first_signed_in_at", UtcTime(), nullable=False),
        sa.Column("last_signed_in_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_people"),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_people_workspace"),
    )
    _make_sessions()
    with op.batch_alter_table("token_use") as table:
        table.drop_constraint(_KEY_OF_USE, type_="foreignkey")


def _make_sessions() -> None:
    op.create_table(
        "browser_sessions",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("roles", WORD, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("id_token", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_browser_sessions"),
        sa.UniqueConstraint("digest", name="uq_browser_sessions_digest"),
        sa.ForeignKeyConstraint(
            ["workspace", "person"],
            ["people.workspace", "people.id"],
            name="fk_browser_sessions_person",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_browser_sessions_seen_at", "browser_sessions", ["seen_at"])
    op.create_index("ix_browser_sessions_expires_at", "browser_sessions", ["expires_at"])


def downgrade() -> None:
    """Drop them, with the tokens that people have used."""
    op.drop_table("browser_sessions")
    op.drop_table("people")
    op.execute("DELETE FROM token_use WHERE key_id NOT IN (SELECT id FROM api_keys)")
    with op.batch_alter_table("token_use") as table:
        table.create_foreign_key(_KEY_OF_USE, "api_keys", ["key_id"], ["id"], ondelete="CASCADE")
