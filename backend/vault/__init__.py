"""Keys, encrypted fields and files, the blind index: what makes a stolen disk worthless.

Wrapped data keys live in a database of their own (alias `keys`); the master key ring lives elsewhere still.
Imports kernel and language only.
"""
