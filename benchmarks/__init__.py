"""Each benchmark prints ours, the limit measured in the same run, and the ratio of the two."""
