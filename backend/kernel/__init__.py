"""What every app stands on: abstract models, the errors people are told of, the clock, work after commit.

Owns no tables, knows no other package of the house.
"""
