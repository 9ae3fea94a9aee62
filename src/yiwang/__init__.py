"""Yiwang 一网: one place where a city's people and businesses finish everything they need from government."""
