"""Settings of the brief, from the environment: where its readers are kept, who sends it, through which server."""
