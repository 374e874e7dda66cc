"""How fast the platform answers, measured beside a bare Flask page in the same run."""
