"""The clock: once over however many run, late after a day off, and not silenced by a host that stood wrong."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from backend.jobs import clock as clock_module
from backend.jobs.clock import claim_slot, every, run_clock, tick
from tests.world import NOON


@pytest.fixture
def jobs(monkeypatch):
    """The clock's list of jobs, empty."""
    monkeypatch.setattr(clock_module, "_jobs", {})


def test_a_job_is_done_once_in_its_slot(db, jobs, clock):
    done = []
    every(60, "job", done.append)
    clock(NOON)
    tick()
    tick()
    clock(NOON + timedelta(seconds=61))
    tick()
    assert len(done) == 2


def test_a_job_that_fails_neither_stops_the_others_nor_loses_its_next_turn(db, jobs, clock):
    done = []

    def fail(moment):
        done.append("failed")
        raise ValueError("a name")

    every(1, "bad", fail)
    every(1, "good", done.append)
    clock(NOON)
    tick()
    clock(NOON + timedelta(seconds=2))
    tick()
    assert len(done) == 4


def test_a_job_is_done_again_at_once_when_the_clock_is_set_back(db):
    assert claim_slot("job", 1000)
    assert not claim_slot("job", 990)
    assert claim_slot("job", 100)
    assert not claim_slot("job", 100)
    assert claim_slot("job", 101)


def test_many_clocks_do_a_job_once_in_each_slot(committed, jobs):
    start, done = threading.Barrier(4), []

    def run():
        start.wait(timeout=30)
        for slot in range(1, 26):
            if claim_slot("job", slot):
                done.append(slot)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(done) == len(set(done))
    assert 25 in done


def test_the_clock_goes_on_while_the_database_is_away(db, jobs, monkeypatch):
    stop, ticks = threading.Event(), []

    def tick_or_fail():
        ticks.append(1)
        if len(ticks) == 3:
            stop.set()
        raise ConnectionError

    monkeypatch.setattr(clock_module, "tick", tick_or_fail)
    monkeypatch.setattr(clock_module, "connections", clock_module.connections.__class__())
    run_clock(stop, pause=0.1)
    assert len(ticks) == 3
