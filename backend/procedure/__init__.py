"""The heart: how terms are counted and what a route makes of its events. Pure: no Django, no files, no clock."""
