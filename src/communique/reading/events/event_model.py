"""All that reads events: the network, and what is fitted to what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from communique.reading.events.fitted_files import fitted_path
from communique.reading.events.model_folder import DEFAULT_MODEL, Fitted
from communique.reading.events.network import Network
from communique.reading.events.party_choice import PartyChoice


@dataclass(frozen=True, slots=True)
class EventModel:
    """One model folder, loaded.

    Attributes:
        network: Finds triggers and weighs who their parties may be.
        choice: Chooses the parties.
        confidence: Weight of every sign of how sure an event is.
    """

    network: Network
    choice: PartyChoice
    confidence: Mapping[str, float]

    @classmethod
    def load(cls, folder: Path = DEFAULT_MODEL) -> EventModel:
        """Loads a model folder; what is not fitted to it is taken from the packaged model.

        Raises:
            ModelError: When a file is missing or is not the one that the card names.
        """
        network = Network.load(folder)
        weights = fitted_path(folder, Fitted.CONFIDENCE).read_text(encoding="utf-8")
        choice = PartyChoice.read(fitted_path(folder, Fitted.CHOICE))
        return cls(network, choice, json.loads(weights))
