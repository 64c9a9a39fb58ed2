"""Other tools' tables and pages through cleantext, each adapter a module; the engine does the work."""
