"""An item written back into its TOML file: only what changed is touched, comments and order stay. Pure."""

from yiwang.registers.drafts.writing.editing import NotWritable, edited
from yiwang.registers.drafts.writing.emitting import fresh

__all__ = ["NotWritable", "edited", "fresh"]
