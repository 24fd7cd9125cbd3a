"""The door of the desk: password, second step, lock-out, sessions, and a forgotten password."""
