"""Sites whose lists come from interfaces, through the real command line."""

import pytest

from tests.sites import build
from tests.whole.trial import countable, false_claims, is_right, run

TENANT = "/unitb/gkmlpt/index"


def wrong_columns(trial):
    return {
        path: (column.in_year, trial.column(path))
        for path, column in countable(trial).items()
        if not is_right(trial, path, column)
    }


def judged(site, folder, *options):
    trial = run(site, folder, *options)
    assert trial.code in (0, 3), trial.said
    assert false_claims(trial) == []
    assert wrong_columns(trial) == {}
    return trial


def test_catalogue_behind_fragments_is_counted_column_by_column(tmp_path):
    trial = judged(build("f6", seed=2, profile="small"), tmp_path)
    total, truth = trial.report["fields"]["items_total"], trial.truth.fields["items_total"]
    assert (total["outcome"], total["value"]) == ("observed", truth.value)
    names = [column["name"] for column in trial.report["columns"] if "#" in column["url"]]
    assert {"规范性文件", "其他文件", "政策解读", "机构职能", "部门预决算"} <= set(names)
    assert "市政府信息公开目录" not in names  # a node that leads to another site


def test_another_unit_s_catalogue_on_the_same_host_is_listed_and_not_counted(tmp_path):
    trial = judged(build("f6", seed=1, profile="small", quirks="Q-TENANT"), tmp_path)
    line = trial.column(TENANT)
    assert (line["kind"], line["in_total"], line["in_year"]) == ("external", False, None)
    assert "另一单位" in line["reason"]


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--no-families",)], ids=" ".join)
@pytest.mark.parametrize("profile", ["small", "full"])
@pytest.mark.parametrize("seed", range(1, 6))
def test_catalogue_site_of_any_seed_is_told_rightly(seed, profile, options, tmp_path):
    judged(build("f6", seed=seed, profile=profile), tmp_path, *options)
