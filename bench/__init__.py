"""`make bench`: what is promised of speed, each figure beside its floor, measured in the same run on the same machine.

No figure here is a test: machines differ and are noisy, and a ratio to a floor says more than a wall time.
"""
