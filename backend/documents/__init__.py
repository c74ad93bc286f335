"""Papers: templates made in Word, filled from the case, kept encrypted with the version that made them.

May import deadlines and below. `gathering` reads the case; `rendering` with `package`, `tags` and `asking` below it,
`wording` and `outline` are pure: text and bytes in, text and bytes out.
"""
