"""The measure of planted passages itself, and the bars it is to keep on the samples."""

import random

import pytest

from measure.plagdet import Case, distort, measure, plant, score

PLANTED = Case(("s0#1", 100, 200), ("h1#1", 50, 150))
ELSEWHERE = Case(("s0#1", 0, 40), ("h1#1", 400, 440))
HALF = Case(("s0#1", 100, 150), ("h1#1", 50, 100))
OTHER_HALF = Case(("s0#1", 150, 200), ("h1#1", 100, 150))
WIDE = Case(("s0#1", 100, 300), ("h1#1", 50, 250))
WRONG_SOURCE = Case(("s9#1", 100, 200), ("h1#1", 50, 150))


@pytest.mark.parametrize(
    ("label", "found", "precision", "recall", "granularity", "plagdet"),
    [
        ("found as planted", [PLANTED], 1, 1, 1, 1),
        ("nothing found", [], 0, 0, 1, 0),
        ("half of it", [HALF], 1, 0.5, 1, 2 / 3),
        ("in two parts", [HALF, OTHER_HALF], 1, 1, 2, 0.63093),
        ("twice as much", [WIDE], 0.5, 1, 1, 2 / 3),
        ("from the wrong report", [WRONG_SOURCE], 0, 0, 1, 0),
        ("right and wrong", [PLANTED, WRONG_SOURCE], 0.5, 1, 1, 2 / 3),
        ("what lies outside is not counted", [PLANTED, ELSEWHERE], 1, 1, 1, 1),
    ],
)
def test_score(label, found, precision, recall, granularity, plagdet):
    result = score([PLANTED], found)
    assert (result.precision, result.recall, result.granularity) == (
        precision,
        recall,
        granularity,
    ), label
    assert result.plagdet == pytest.approx(plagdet, abs=1e-5), label


def test_what_is_planted_stands_where_the_case_says(samples):
    bodies, cases = plant([body.text for body in samples.bodies], 0.0, random.Random(1))
    texts = {body.report_id: body.text for body in bodies}
    assert cases
    for case in cases:
        (a, start_a, end_a), (b, start_b, end_b) = case.a, case.b
        assert texts[a][start_a:end_a] == texts[b][start_b:end_b]
        assert a[1:] != b[1:]


@pytest.mark.parametrize(("noise", "least", "most"), [(0.0, 0, 0), (0.1, 30, 150), (0.3, 150, 400)])
def test_noise_is_as_much_as_asked_for(noise, least, most):
    text = "".join(chr(0x4E00 + at) for at in range(1000))
    noisy = distort(text, noise, random.Random(2))
    assert least <= len(set(range(1000)) - {ord(c) - 0x4E00 for c in noisy}) <= most
    assert (noisy == text) == (noise == 0)


@pytest.mark.parametrize(("noise", "bar"), [(0.0, 0.9), (0.05, 0.9), (0.1, 0.9), (0.2, 0.8)])
def test_planted_passages_are_found_again(samples, noise, bar):
    result, cases = measure(
        [body.text for body in samples.bodies if len(body.text) > 800], noise, "reported"
    )
    assert cases >= 5
    assert result.plagdet >= bar
