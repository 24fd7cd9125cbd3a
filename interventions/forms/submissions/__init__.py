"""What somebody without an account sends in: interventions, and reports of mistakes."""
