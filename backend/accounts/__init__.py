"""Organisations, users, memberships with roles, invitations and tokens: who somebody is, never what she may see.

May import audit, law, vault, jobs and what is below; must not know people or cases.
"""
