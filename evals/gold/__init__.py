"""Cases with gold: what an expert marks in a text, written from the text alone (see `evals/guide.md`)."""
