"""The Hyosan Tapes: a story played in a terminal, and the tools to write one."""
