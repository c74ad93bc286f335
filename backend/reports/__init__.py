"""Figures: named reads over what happened, shared by the page and the API. Owns no tables.

May import deadlines and below, and writes nothing.
"""
