"""Papers: templates made in Word, filled from the case, kept encrypted with the version that made them.

May import deadlines and below. `rendering`, `catalogue` and `facts` are pure; `gathering` reads the case.
"""
