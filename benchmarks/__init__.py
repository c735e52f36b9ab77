"""Side-by-side measurements of speed and cost, each one a single command."""
