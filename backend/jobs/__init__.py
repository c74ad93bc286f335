"""Background work: which broker carries messages, the clock that finds what is due, answers kept for a repeated request.

Rows are the truth and messages only carry ids: a lost queue is rebuilt from rows. Imports the kernel only.
"""
