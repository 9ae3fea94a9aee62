"""Search that understands what people type: Chinese words, two-character words, synonyms, pinyin.

Owns: cutting texts and queries into tokens, the city's synonyms, pinyin.
Offers: `tokens.of_text`, `tokens.of_query`, `tokens.tsquery`; `synonyms.read`, `synonyms.current`; `pinyin`.
Tells: nothing.
"""
