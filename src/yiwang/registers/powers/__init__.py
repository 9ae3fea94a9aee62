"""Powers 权力: what a department may do by law, and since when it may no longer. Items derive from a power by its code.

Owns: powers (12-digit 基本编码, kind, holder, level, basis) with their dated states.
Offers: `queries` (power, published, announced, cancellations …), pure `power` (states in time), `pack` for what a city
declares. Which department has a power where, by delegation, is asked of `offices`.
Tells: nothing.
"""
