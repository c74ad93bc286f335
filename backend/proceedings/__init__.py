"""Proceedings, the events that move them, hearings and outcomes. `recording.record_event` is the only way in.

May import cases and below; must not know deadlines or documents, which hear the news sent here.
"""
