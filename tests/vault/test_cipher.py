"""What is sealed opens in its own place with its own key, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.vault.cipher import seal, unseal
from backend.vault.errors import CannotOpen

KEY, OTHER_KEY = b"k" * 32, b"o" * 32


@given(st.binary(max_size=2000), st.text(max_size=80))
def test_what_was_sealed_is_read_again(plain, place):
    assert unseal(KEY, "field", seal(KEY, "field", plain, place), place) == plain


@given(st.binary(max_size=200), st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_one_altered_byte_anywhere_is_noticed(plain, at, change):
    sealed = bytearray(seal(KEY, "field", plain, "place"))
    sealed[at % len(sealed)] ^= change
    with pytest.raises(CannotOpen):
        unseal(KEY, "field", bytes(sealed), "place")


@given(st.binary(max_size=200), st.integers(min_value=1))
def test_a_ciphertext_cut_short_is_noticed(plain, kept):
    sealed = seal(KEY, "field", plain, "place")
    with pytest.raises(CannotOpen):
        unseal(KEY, "field", sealed[: kept % len(sealed)], "place")


@pytest.mark.parametrize(
    ("key", "purpose", "place"),
    [(OTHER_KEY, "field", "place"), (KEY, "file key", "place"), (KEY, "field", "another place")],
)
def test_another_key_purpose_or_place_does_not_open(key, purpose, place):
    with pytest.raises(CannotOpen):
        unseal(key, purpose, seal(KEY, "field", b"secret", "place"), place)


def test_equal_texts_are_sealed_differently_each_time():
    assert len({seal(KEY, "field", b"the same", "place") for _ in range(100)}) == 100
