"""What is kept: one database, SQLite or PostgreSQL, with one set of tables and one history of migrations."""
