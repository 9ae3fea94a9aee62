"""Settings, wiring, command line, start of the embedded database: the only place that sees everything."""
