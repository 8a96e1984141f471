"""Many articles at once: sources in, one record or one error line each out."""
