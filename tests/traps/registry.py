"""Every known trap by its id: what goes wrong, what stops it, and the test that proves it.

Each test was seen red once with its defence taken out by hand. T: traps of the families' pages;
S: the ten likeliest ways to a silently wrong number; M: what clients and parsers keep to
themselves.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trap:
    """``defence`` is file:name of the code that stops it, ``test`` file::test below tests/."""

    id: str
    says: str
    defence: str
    test: str


_ROWS = "traps/test_rows_traps.py::test_"
_PAGES = "traps/test_paging_traps.py::test_"
_TRANSFER = "traps/test_transfer_traps.py::test_"
_SILENT = "traps/test_silent_errors.py::test_"

FAMILY_TRAPS = (
    Trap("T01", "one jpage call brings three screens, counted from 1",
         "crawler/paging/calls.py:_proxies",
         f"{_PAGES}records_are_asked_for_from_one_and_three_screens_at_a_time"),
    Trap("T02", "page 0 of a gkmlpt catalogue is page 1", "crawler/paging/endpoints.py:_rule",
         f"{_PAGES}a_catalogue_is_asked_from_page_one"),
    Trap("T03", "articles of a catalogue that lie on other hosts", "audits/rowcount.py:_place",
         f"{_PAGES}articles_of_a_catalogue_that_lie_elsewhere_are_external"),
    Trap("T04", "an interface deaf to page numbers", "crawler/paging/walk.py:_ended",
         f"{_PAGES}an_interface_deaf_to_page_numbers_gives_a_lower_bound"),
    Trap("T05", "a shell with status 200 in place of a deep page", "crawler/paging/walk.py:_ended",
         f"{_PAGES}a_shell_in_the_place_of_a_deep_page_is_no_end"),
    Trap("T06", "the pager of an article's text", "crawler/paging/hints.py:_call_of",
         f"{_PAGES}the_pager_of_a_text_turns_no_page_of_the_list"),
    Trap("T07", "rows hidden by an empty flag", "audits/rowcount.py:_place",
         f"{_ROWS}rows_with_an_empty_flag_are_not_counted"),
    Trap("T07b", "rows hidden by a style sheet", "crawler/pages/dom.py:hiding_classes",
         f"{_ROWS}rows_switched_off_by_a_style_sheet_are_not_counted"),
    Trap("T08", "links nested in a row", "crawler/lists/rowfields.py:_nested",
         f"{_ROWS}links_nested_in_a_row_are_no_rows"),
    Trap("T09", "an index number that looks like a date", "crawler/dates/text.py:find_dates",
         f"{_ROWS}an_index_number_is_no_date"),
    Trap("T10", "a date broken by white space", "crawler/lists/rowfields.py:_texts",
         f"{_ROWS}a_date_broken_by_white_space_is_a_date"),
    Trap("T11", "a parent that shows one year of several",
         "crawler/columns/archives.py:fold_archives",
         f"{_PAGES}the_year_s_archive_is_read_beside_the_parent_that_shows_another_year"),
    Trap("T12", "an archive outside its folder", "crawler/columns/archives.py:fold_archives",
         f"{_PAGES}an_archive_outside_its_folder_is_found_by_its_link"),
    Trap("T13", "an aggregate of five rows a child", "crawler/columns/classify.py:classify",
         f"{_PAGES}an_aggregate_adds_nothing_to_its_children"),
    Trap("T14", "a pinned row on every page, an old one on top", "audits/rowcount.py:count_rows",
         f"{_PAGES}a_pinned_row_counts_once_and_stops_no_walk"),
    Trap("T15", "titles cut alike", "crawler/lists/rowfields.py:_title",
         f"{_ROWS}titles_cut_alike_stay_different_items"),
    Trap("T16", "rows that lead to WeChat", "audits/rowcount.py:_place",
         f"{_ROWS}rows_that_lead_to_wechat_are_external"),
    Trap("T17", "own addresses that open a platform elsewhere", "crawler/sampling.py:usual_shape",
         f"{_ROWS}own_addresses_that_lead_to_a_platform_elsewhere_are_external"),
    Trap("T18", "one item in two lists", "audits/twins.py:distinct",
         f"{_ROWS}an_item_reposted_in_a_second_list_is_one_item_of_two_columns"),
    Trap("T19", "relative links of a page that lies elsewhere", "crawler/pages/dom.py:base",
         f"{_ROWS}relative_links_start_from_the_final_address_and_the_base"),
    Trap("T20", "a footer written by script", "audits/footer.py:_literals",
         "traps/test_identity_traps.py::test_a_footer_written_by_script_is_read"),
    Trap("T21", "a template copied with another unit's code", "audits/site_identity.py:_site_code",
         "traps/test_identity_traps.py::"
         "test_a_template_copied_from_another_unit_gives_no_code_and_says_both"),
    Trap("T22", "header, meta and bytes disagree on the charset", "crawler/pages/decode.py:decode",
         f"{_ROWS}a_mislabelled_page_is_read_by_its_bytes"),
)  # fmt: skip

SILENT_ERRORS = (
    Trap("S01", "a list cut off at its newest pages", "audits/verdicts.py:_may_be_capped",
         f"{_SILENT}a_list_capped_at_its_newest_pages_is_a_lower_bound"),
    Trap("S02", "a page that came in part, well formed", "crawler/paging/ordering.py:uneven_doubts",
         f"{_SILENT}a_page_that_came_in_part_is_a_lower_bound"),
    Trap("S03", "one body under many addresses", "crawler/storage/targets.py:_compare",
         f"{_SILENT}one_body_under_many_addresses_is_no_article"),
    Trap("S03b", "not found with status 200", "crawler/pages/softmissing.py:soft_404_mark",
         f"{_SILENT}the_site_s_own_missing_page_with_status_200_is_no_article"),
    Trap("S04", "rows that only a script brings", "crawler/browser/comparison.py:differences",
         "traps/test_rendered_traps.py::test_rows_only_a_browser_sees_leave_the_column_unsure"),
    Trap("S05", "times of another clock", "crawler/dates/stamps.py:from_epoch",
         f"{_SILENT}dates_of_another_clock_and_of_cited_documents_move_no_item_into_the_year"),
    Trap("S06", "spellings of one address, equal titles", "crawler/urls/identity.py:canonical",
         f"{_SILENT}one_article_under_many_addresses_is_one_and_equal_titles_are_many"),
    Trap("S07", "links that end elsewhere", "crawler/pages/articles.py:forward",
         f"{_SILENT}where_a_link_ends_decides_whether_it_is_external"),
    Trap("S08", "an error that looks like absence", "audits/verdicts.py:_by_kind",
         f"{_SILENT}a_blocked_column_is_unknown_and_never_zero"),
    Trap("S09", "work done twice after a stop", "crawler/storage/frontier.py:close",
         "crawler/test_planner.py::"
         "test_a_crawl_stopped_after_any_answer_and_begun_again_ends_the_same"),
    Trap("S10", "a site that moves while it is read", "crawler/recording/recorder.py:_recheck",
         f"{_SILENT}an_item_published_while_the_site_is_read_is_noticed"),
)  # fmt: skip

MEASURED = (
    Trap("M1", "a compressed stream cut in half", "crawler/transport/completeness.py:_inflate",
         f"{_TRANSFER}a_page_that_came_in_part_leaves_its_column_unsure"),
    Trap("M2", "a length that is too short, a body without its tail",
         "crawler/transport/completeness.py:judge",
         f"{_TRANSFER}a_page_that_came_in_part_leaves_its_column_unsure"),
    Trap("M3", "chunks without an end", "crawler/transport/fetch.py:_persist",
         f"{_TRANSFER}a_page_that_came_in_part_leaves_its_column_unsure"),
    Trap("M4", "nesting too deep for the parser", "crawler/pages/dom.py:lost_anchors",
         f"{_TRANSFER}a_page_that_came_in_part_leaves_its_column_unsure"),
    Trap("M5", "a refusal that is no row of the ledger", "crawler/recording/recorder.py:_refused",
         f"{_SILENT}a_blocked_column_is_unknown_and_never_zero"),
)  # fmt: skip

TRAPS = FAMILY_TRAPS + SILENT_ERRORS + MEASURED
