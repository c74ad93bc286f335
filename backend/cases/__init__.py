"""Cases, their teams, parties and incidents; the unit of access. Everything hung on a case asks `Case.objects.visible_to`.

May import people, notifications and below; must not know proceedings.
"""
