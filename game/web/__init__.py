"""The game in a browser: one process for each page that is open, and saves of their own for each visitor.

A server (textual-serve's, with our own page and rules) hands what a browser sends to a process, and back. The processes
are forked from one that has already loaded the story, which makes them quick to start and small.
"""
