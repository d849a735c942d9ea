from tests.audits.smallweb import crawl, days_back, list_page, listed, row, web

NEWS = listed("/gzdt/", "工作动态", days_back(35))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))
DISCLOSED = listed("/zfxxgk/", "政府信息公开", days_back(5))


def test_the_totals_of_a_whole_crawl_balance(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED)
    summary = crawl(site, tmp_path).sheet.crawl
    assert summary.discovered == summary.fetched + summary.failed + summary.skipped
    assert (summary.complete, summary.failed, summary.refusals) == (True, 0, ())
    assert summary.requests == len(site.asked)
    assert summary.bytes > 0
    assert summary.sealed_at.endswith("+08:00")
    assert summary.started_at <= summary.sealed_at


def test_a_refused_column_is_named_with_advice_and_the_crawl_is_not_complete(tmp_path):
    summary = crawl(web(NEWS, NOTICES, DISCLOSED, refused={"/tzgg/": "waf"}), tmp_path).sheet.crawl
    assert not summary.complete
    assert summary.failed == 1
    (refusal,) = summary.refusals
    assert (refusal.url, refusal.kind) == ("http://yunling.example/tzgg/", "waf")
    assert refusal.advice


def test_a_refused_later_page_names_its_column(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED, refused={"/gzdt/index_2.html": "timeout"})
    (refusal,) = crawl(site, tmp_path).sheet.crawl.refusals
    assert refusal.column == "工作动态"


def test_a_missing_page_is_an_answer_and_no_refusal(tmp_path):
    site = web(listed("/gzdt/", "工作动态", days_back(25), kind="next"), NOTICES, DISCLOSED)
    summary = crawl(site, tmp_path).sheet.crawl
    assert (summary.complete, summary.refusals) == (True, ())


def test_a_hidden_row_is_remarked_and_not_counted(tmp_path):
    news = dict(NEWS)
    hidden = row("/gzdt/t20240606_77.html", "看不见的一行通知", "2024-06-06").replace(
        "<li>", "<li style='display:none'>"
    )
    news["/gzdt/"] = news["/gzdt/"].replace(
        "<div class='list'><ul>", f"<div class='list'><ul>{hidden}"
    )
    sealed = crawl(web(news, NOTICES, DISCLOSED), tmp_path)
    assert sealed.line("/gzdt/").in_year == 18
    assert "A-隐藏" in {remark.id for remark in sealed.sheet.remarks}


def test_a_site_without_oddities_raises_no_remark(tmp_path):
    assert crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path).sheet.remarks == ()


def test_an_empty_column_does_not_unbalance_the_totals(tmp_path):
    site = web(NEWS, NOTICES, {"/zfxxgk/": list_page("政府信息公开", [])})
    summary = crawl(site, tmp_path).sheet.crawl
    assert summary.discovered == summary.fetched + summary.failed + summary.skipped


def test_a_refused_column_says_who_refused_and_whom_to_ask(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED, refused={"/tzgg/": "waf"})
    line = crawl(site, tmp_path).line("/tzgg/")
    assert (line.verdict, line.in_year) == ("unknown", None)
    assert "防护系统" in line.reason
    assert "加入白名单" in line.reason


def test_a_figure_without_a_refused_column_names_the_refusal_in_few_words(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED, refused={"/tzgg/": "waf"})
    facts = {fact.field: fact for fact in crawl(site, tmp_path).sheet.facts}
    assert "通知公告（本次访问被“防护系统”拦截）" in facts["items_total"].reason


def test_a_refused_later_page_says_so_in_its_column(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED, refused={"/gzdt/index_2.html": "waf"})
    line = crawl(site, tmp_path).line("/gzdt/")
    assert line.verdict == "lower_bound"
    assert "加入白名单" in line.reason


def test_a_refused_article_names_the_column_it_stands_in(tmp_path):
    article_page = next(path for path in NEWS if "/t2025" in path)
    site = web(NEWS, NOTICES, DISCLOSED, refused={article_page: "timeout"})
    lines = {one.url: one.column for one in crawl(site, tmp_path, full=True).sheet.crawl.refusals}
    assert lines[f"http://yunling.example{article_page}"] == "工作动态"
