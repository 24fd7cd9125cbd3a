"""The open data for other programs: version 1, read-only, as JSON (`/api/v1/`)."""
