"""Who did what when, in chains that show every later edit. Holds ids and codes, never a value of a field.

Names the user model by its setting and imports the kernel only.
"""
