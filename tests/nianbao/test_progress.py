"""The line a person reads while waiting."""

from crawler.progress import Progress
from nianbao.progress import sentence, watching

NOW = Progress(
    stage="读栏目列表",
    columns_found=12,
    columns_done=3,
    pages=40,
    pending=120,
    requests=40,
    rate="每秒 1 次（默认）",
    url="http://swj.example.test/a/",
)


def test_line_tells_columns_pages_rest_and_why_it_is_that_slow():
    line = sentence(NOW, seconds=40.0)
    assert line == "读栏目列表，栏目 3/12，已读 40 页，待读 120 页（约 2 分钟），每秒 1 次（默认）"


def test_first_pages_are_no_ground_for_a_forecast():
    first = Progress("打开首页", 0, 0, 1, 9, 1, "", "http://swj.example.test/")
    assert sentence(first, seconds=30.0) == "打开首页，栏目 0/0，已读 1 页，待读 9 页"


def test_without_a_terminal_only_a_new_stage_or_ten_seconds_make_a_line(capsys):
    with watching() as listener:
        for _ in range(50):
            listener(NOW)
        listener(Progress("核对", 12, 12, 160, 0, 160, "", ""))
    seen = capsys.readouterr()
    assert seen.out == ""
    assert [line.split("，")[0] for line in seen.err.splitlines()] == ["读栏目列表", "核对"]
