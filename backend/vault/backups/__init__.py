"""Saving an installation and getting it back: rows, files and, in an archive of their own, keys.

`archives` is the sealed container, `rows` turns tables into lines and back on either database, `saving` and
`restoring` are the two verbs. Nothing in an archive can be read without the master key, which is in neither.
"""
