"""Settings from the environment, urls, the WSGI door, system checks. The top floor: imports everything, is imported by nobody."""
