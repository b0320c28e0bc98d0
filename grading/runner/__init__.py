"""Runs notebook cells in processes of their own: fresh ones, and forks of a warm one whose libraries are imported.

A session is a process that runs steps, one at a time, on order. A session that can fork gives another one that knows
all that it knows, for the price of the fork: so candidates for one exercise share the work of all cells before it.
What comes back are records (`Result`); neither an endless loop nor a crash in a cell ever reaches the caller.
"""
