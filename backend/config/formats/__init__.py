"""How days and numbers are written where Django itself does not say it as people here do."""
