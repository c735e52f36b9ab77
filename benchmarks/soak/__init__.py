"""What an hour of everything at once leaves behind: `python -m benchmarks.soak [--minutes N] [--write]`.

A server and a worker on one database, with a model endpoint that fails now and then, are asked for two things a second:
runs, streams that are left, jobs that are followed and cancelled, batches, results that are listed, shared and deleted,
repeats, wrong keys, requests that cannot be used. What they answer, and what they hold of memory, files and threads, is
noted all along.
"""
