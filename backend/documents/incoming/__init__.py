"""Files that come in from phones: what they are by their content, and photos freed of what the phone wrote into them.

Pure: bytes in, bytes out; no Django, no disk. `checking.check` is the way in. A photo's picture is never re-encoded:
only the parts beside it are left out, among them where it was taken and its small copy.
"""
