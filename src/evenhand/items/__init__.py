"""Item-level results: one table shape in Parquet, one set of expressions over it, on any engine."""
