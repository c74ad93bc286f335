#!/usr/bin/env python
"""The command line of an installation."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import OperationalError, ProgrammingError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"Error: {error}")
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in sys.argv or not any(words in str(error) for words in ("no such table", "does not exist")):
            raise
        sys.exit("Error: there is no installation here. Check TIREK_DATA_DIR and the database settings, or run set_up.")
