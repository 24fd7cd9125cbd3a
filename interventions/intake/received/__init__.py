"""Files of other people, read in a process of their own.

`apart` starts it and waits; everything else here runs inside it too, and so imports no Django.
"""
