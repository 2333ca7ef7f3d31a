"""Reading, checking and naming the facts; history between snapshots comes here."""
