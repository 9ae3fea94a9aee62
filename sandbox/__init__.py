"""The outside world for demonstrations and tests, as real servers. Nothing here is part of the product."""
