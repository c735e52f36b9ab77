"""The peers: each a process that takes a task on its input and prints what it was told, a line of JSON a step.

They run in environments of their own, so that nothing here imports anything of Liaison but its neighbours.
"""
