"""What alembic runs for every step, on the connection and in the transaction that `service.store.migrating` opened."""

from alembic import context

from service.store import job_tables, key_tables, retention_tables, session_tables, webhook_tables
from service.store.tables import Base

assert job_tables.JobRow.metadata is Base.metadata, "a module that is imported adds its tables"
assert key_tables.KeyRow.metadata is Base.metadata, "every table is known before they are compared"
assert retention_tables.TurnRow.metadata is Base.metadata
assert session_tables.PersonRow.metadata is Base.metadata
assert webhook_tables.WebhookRow.metadata is Base.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_as_batch=True,
)
context.run_migrations()
