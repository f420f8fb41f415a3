"""Where a series changes its level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from communique.analysis.series import PeriodSum

SHORTEST = 3
"""Periods between two changes, at least."""


def change_points(sums: Sequence[PeriodSum], *, penalty: float = 3.0) -> tuple[date, ...]:
    """Gives the first days of the periods from which the balance has another level.

    PELT with a least-squares cost (Killick, Fearnhead and Eckley, 2012), by ruptures, on the
    standardised balance.

    Args:
        sums: A series.
        penalty: How much a change must explain, in units of the series' variance times the
            logarithm of its length; higher finds fewer.

    Raises:
        ImportError: When ruptures is not installed (extra `analysis`).
    """
    import numpy as np
    import ruptures

    balance = np.array([one.balance for one in sums], dtype=np.float64)
    if len(balance) < 2 * SHORTEST or not balance.std():
        return ()
    standard = (balance - balance.mean()) / balance.std()
    # The linear kernel's cost is that of least squares, and its PELT is compiled.
    found = ruptures.KernelCPD(kernel="linear", min_size=SHORTEST).fit_predict(
        standard.reshape(-1, 1), pen=penalty * float(np.log(len(balance)))
    )
    return tuple(sums[index].start for index in found[:-1])
