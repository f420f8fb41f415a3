"""What a ledger's events add up to: series, change points, networks, who speaks for whom."""

from communique.analysis.change_points import change_points
from communique.analysis.networks import NetworkMeasures, network_measures
from communique.analysis.scores import score_of
from communique.analysis.series import Grain, PeriodSum, series, series_of_sums
from communique.analysis.speakers import Alignment, alignments

__all__ = [
    "Alignment",
    "Grain",
    "NetworkMeasures",
    "PeriodSum",
    "alignments",
    "change_points",
    "network_measures",
    "score_of",
    "series",
    "series_of_sums",
]
