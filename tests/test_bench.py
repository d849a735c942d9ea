"""What the measurements write; the measuring itself is run by hand."""

from bench import results
from bench.accuracy import Score, _leads_away
from tests.sites import build

PART = "# A\n\nfirst\n\n# B\n\nsecond\n"


def test_a_part_of_the_results_is_written_anew_and_the_others_stay(tmp_path):
    file = tmp_path / "RESULTS.md"
    file.write_text(PART, "utf-8")
    results.put("# A\n\nthird\n", file)
    assert file.read_text("utf-8") == "# A\n\nthird\n\n# B\n\nsecond\n"


def test_a_new_part_of_the_results_comes_last(tmp_path):
    file = tmp_path / "RESULTS.md"
    results.put("# A\n\nfirst\n", file)
    results.put("# B\n\nsecond\n", file)
    assert file.read_text("utf-8") == PART


def test_a_claim_is_right_or_false_and_errors_keep_their_sign():
    score = Score()
    for said, truth in ((3, 3), (5, 3), (0, 4)):
        score.claim("/a/", said, truth)
    assert (score.right, score.false, score.error) == (1, 2, -2)


def test_rows_of_other_hosts_own_stubs_and_repeats_are_leaks():
    site = build("f1", seed=1)
    stub = next(path for path in site.pages if _leads_away(site, path))
    score = Score()
    score.leaks(site, ["http://a.external.test/1", stub, stub, "/zwdt/tzgg/"])
    assert (score.items, score.external, score.repeated) == (4, 2, 1)
