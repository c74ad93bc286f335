"""Telling people: an outbox of deliveries, one per channel, claimed, sent and marked; nothing personal leaves the house.

`outbox` puts in, `clockwork` finds what is due, `tasks` carry ids, `sending` does the work. May import accounts and below.
"""
