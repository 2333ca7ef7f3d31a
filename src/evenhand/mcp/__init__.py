"""The answers as tools for agents, over the Model Context Protocol: thin, each asks the library."""
