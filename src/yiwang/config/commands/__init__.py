"""The commands of `yiwang`, one module a group."""
