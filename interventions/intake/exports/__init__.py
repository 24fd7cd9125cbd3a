"""The export of another installation of this software: read as concepts, with its sources; read
again, only what changed is proposed. Nothing is fetched, and nothing of it is published.
"""
