"""The law as dated rows: routes, rules, articles, the calendar, and the list of agencies.

Written by `load_law` from `fixtures/law`; read by everyone through `queries`. Imports kernel and procedure only.
"""
