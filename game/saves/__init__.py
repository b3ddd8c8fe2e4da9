"""Runs that are kept: a run is its moves, in one SQLite file, replayed when it is opened."""
