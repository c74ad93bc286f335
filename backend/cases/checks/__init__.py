"""Checks at intake: does somebody of a case stand on the other side elsewhere, and has this respondent been met before.

`comparing` finds out through fingerprints, `members` compares with our own people, `running` keeps what was found,
`deciding` what people make of it, `opening` lets two leads show each other their cases. Imports the models of cases and
what the verbs share (`noting`), never the verbs of parties and teams: those call it.
"""
