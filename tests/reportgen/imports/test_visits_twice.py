"""The program's count of visits against a second one that shares no code with it."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.plainvisits import count
from reportgen.imports.identity import parse_identity
from reportgen.imports.visits import count_visits

WHOLE = st.builds(
    '{} - - [{}/2025:{} {}] "{} {} HTTP/1.1" {} SIZE "-" "{}"{}'.format,
    st.sampled_from(["1.2.3.4", "1.2.3.5", "2001:db8::1"]),
    st.sampled_from(["01/Jan", "31/Dec", "01/Mar"]),
    st.sampled_from(["00:00:01", "15:59:59", "16:00:00", "23:59:60"]),
    st.sampled_from(["+0800", "+0800", "+0000", "-0330"]),
    st.sampled_from(["GET", "GET", "GET", "POST", "HEAD"]),
    st.sampled_from(["/", "/a.html", "/a.PNG?x=1", "/b.pdf", "/c;v=1.js", "/d.js;x", "/e?f=.css"]),
    st.sampled_from(["200", "200", "304", "301", "404", "500", "206"]),
    st.sampled_from(
        [
            "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0",
            "Mozilla/5.0 (Linux; Android 13) Mobile",
            "Mozilla/5.0 (compatible; Baiduspider/2.0)",
            "Mozilla/5.0",
            "ds9 2.0",
            "nianbao/1.0",
            r"x\"y",
            "-",
        ]
    ),
    st.sampled_from(["", "", ' "-"', ' "Mozilla/5.0 (X11)"', " 0.004"]),
)
TORN = st.sampled_from(
    [' "Mozilla/5.0"', '1.2.3.4 - - [01/Mar/2025:10:00:00 +0800] "GET /', "", "x"]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WHOLE | WHOLE | WHOLE | TORN, min_size=5, max_size=60))
def test_both_counts_of_any_log_agree_in_the_figures_and_in_what_is_left_out(
    tmp_path_factory, lines
):
    log = tmp_path_factory.mktemp("logs") / "access.log"
    unlike = (line.replace("SIZE", str(n)) for n, line in enumerate([FIRST] * 9 + lines))
    log.write_text("".join(f"{line}\n" for line in unlike), "utf-8")
    ours = count_visits((log,), 2025, parse_identity("ip+ua"))
    plain = count((log,), 2025)
    assert sum(pair[0] for pair in ours.days.values()) == plain.visitors
    assert sum(pair[1] for pair in ours.days.values()) == plain.views
    left_out = Counter({kind.name.lower(): n for kind, n in ours.left_out.items()})
    assert left_out == plain.left_out


FIRST = (
    '1.2.3.9 - - [01/Mar/2025:09:00:00 +0800] "GET / HTTP/1.1" 200 SIZE "-" '
    '"Mozilla/5.0 (Windows NT 10.0) Chrome/120.0"'
)
