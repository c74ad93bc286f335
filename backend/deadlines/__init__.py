"""The clocks of proceedings, ours and the authorities', and the plan of whom to remind when.

Hears the news of proceedings; may import proceedings and below; must not know documents, reports or the faces.
"""
