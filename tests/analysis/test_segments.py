import numpy as np

from casekit.analysis.segments import estimate_dispersion, split_series


def test_segments_cover_every_bin_once_and_keep_the_counts():
    errors = np.array([0.0] * 50 + [5.0] * 50)
    found = split_series(errors, np.full(100, 10.0))
    assert [(each.first, each.last) for each in found] == [(0, 49), (50, 99)]
    assert [each.errors for each in found] == [0, 250]
    assert [each.rate for each in found] == [0, 0.5]


def test_an_empty_series_has_no_segment_and_a_constant_one_has_one():
    assert split_series(np.array([]), np.array([])) == ()
    assert len(split_series(np.full(40, 3.0), np.full(40, 10.0))) == 1


def test_bursts_raise_the_price_of_a_change():
    calm = np.random.default_rng(1).binomial(50, 0.04, 200).astype(float)
    bursts = np.where(np.arange(200) % 10 == 0, 20.0, 0.0)
    requests = np.full(200, 50.0)
    assert estimate_dispersion(calm, requests) < 1.5
    assert estimate_dispersion(bursts, requests) > 3
