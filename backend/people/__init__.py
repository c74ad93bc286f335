"""Survivors, the other persons of a case, consent, and finding somebody without decrypting anybody.

May import accounts and below. Who may see whom hangs on cases, which stand above: see `cases.queries.people_visible_to`.
"""
