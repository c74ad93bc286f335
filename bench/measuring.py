"""A figure and its floor: run in turns after a warm-up, told as median, least and most."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Run = Callable[[], object]
ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds that one doing took, over all rounds."""

    median: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Measured:
    figure: Sample
    floor: Sample

    @property
    def ratio(self) -> float:
        return self.figure.median / self.floor.median


@dataclass(frozen=True, slots=True)
class Work:
    """Something that is promised.

    `times` is how often `run` and `floor` do it at each call; `before` makes each round's work anew and is not
    measured; `clock` is the time that passes, or for pure arithmetic the processor's own (`time.process_time`).
    """

    name: str
    run: Run
    floor_name: str
    floor: Run
    promise: str
    kept: Callable[[Measured], bool]
    times: int = 1
    before: Run = lambda: None
    rounds: int = ROUNDS
    clock: Callable[[], float] = time.perf_counter


def measure(work: Work) -> Measured:
    """Warm up once, then take turns, so that what disturbs the machine disturbs both."""
    figures: list[float] = []
    floors: list[float] = []
    for number in range(work.rounds + 1):
        for doing, kept in ((work.floor, floors), (work.run, figures)):
            work.before()
            gc.collect()
            began = work.clock()
            doing()
            took = (work.clock() - began) / work.times
            if number:
                kept.append(took)
    return Measured(_sample(figures), _sample(floors))


def _sample(seconds: list[float]) -> Sample:
    return Sample(statistics.median(seconds), min(seconds), max(seconds))


def told(seconds: float) -> str:
    """A duration in the unit it is best read in."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size or unit == "µs":
            return f"{seconds / size:.3g} {unit}"
    raise AssertionError


def line(work: Work, measured: Measured) -> tuple[str, ...]:
    """One row of the table."""
    figure, floor = measured.figure, measured.floor
    return (
        work.name,
        f"{told(figure.median)} ({told(figure.least)}–{told(figure.most)})",
        f"{work.floor_name}: {told(floor.median)} ({told(floor.least)}–{told(floor.most)})",
        f"{measured.ratio:.3g}",
        work.promise,
        "yes" if work.kept(measured) else "NO",
    )
