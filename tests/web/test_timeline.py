"""The rails of a case: where each begins, passes, ends, and what lies ahead."""

from datetime import date

from backend.web.timeline import Lane, Stop, with_cells


def stop(day, lane, actor="police", *, ahead=False, kind="event"):
    return Stop(kind=kind, day=date(2026, 3, day), lane=lane, actor=actor, ahead=ahead)


def column(stops, lanes, number):
    return [
        (each.cells[number].up, each.cells[number].down, each.cells[number].node) for each in with_cells(stops, lanes)
    ]


def test_a_rail_begins_at_its_first_event_and_passes_those_of_others():
    stops = [stop(1, 0), stop(2, 1, "court"), stop(3, 0, "us")]
    lanes = [Lane("criminal", closed=False), Lane("administrative_offence", closed=True)]
    assert column(stops, lanes, 0) == [("", "down", "police"), ("up", "down", ""), ("up", "down-ahead", "us")]
    assert column(stops, lanes, 1) == [("", "", ""), ("", "", "court"), ("", "", "")]


def test_a_closed_rail_ends_with_a_bar_and_an_open_one_goes_on_dashed():
    stops = [stop(1, 0), stop(2, 0), stop(3, 1), stop(9, 1, "court", ahead=True, kind="hearing")]
    drawn = with_cells(stops, [Lane("criminal", closed=True), Lane("administrative_offence", closed=False)])
    assert [each.cells[0].ends for each in drawn] == [False, True, False, False]
    last = drawn[3].cells[1]
    assert (last.up, last.down, last.ahead) == ("up-ahead", "down-ahead", True)


def test_a_delay_between_events_is_no_node():
    stops = [stop(1, 0), Stop(kind="gap", day=date(2026, 3, 2), lane=0), stop(3, 0)]
    assert [cell[2] for cell in column(stops, [Lane("criminal", closed=False)], 0)] == ["police", "", "police"]


def test_a_rail_without_events_is_not_drawn():
    assert column([stop(1, 0)], [Lane("criminal", closed=False), Lane("civil", closed=False)], 1) == [("", "", "")]
