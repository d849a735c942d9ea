"""Filled forms for the rules: two with published figures, and consistent ones made by a dice."""

import random

NATIONAL = {
    "site_name": "云岭市商务局", "home_url": "http://swj.yunling.gov.cn/",
    "host_unit": "云岭市商务局", "site_type": "department", "site_code": "5301000099",
    "icp_number": "滇ICP备07000700号", "police_number": "53011402000299",
    "unique_visitors": 134906, "page_views": 985819,
    "items_total": 1644, "items_overview": 36, "items_affairs": 325, "items_disclosure": 175,
    "special_columns_maintained": 1, "special_columns_opened": 1,
    "interpretation_total": 4, "interpretation_texts": 4, "interpretation_products": 0,
    "interpretation_commentaries": 0, "concern_responses": 1,
    "service_catalogue_published": True, "registered_users": 1424600, "service_items": 22,
    "service_items_online": 21, "cases_total": 339, "cases_individuals": 0,
    "cases_organizations": 339, "unified_platform_used": True, "messages_received": 4,
    "messages_closed": 4, "messages_average_days": 3, "messages_published_replies": 4,
    "surveys_held": 2, "survey_opinions": 20, "survey_results_published": 0, "interviews_held": 0,
    "interview_messages": 0, "interview_replies": 0, "smart_qa_offered": False,
    "security_assessments": 52, "security_problems_found": 7, "security_problems_fixed": 7,
    "security_monitoring_set_up": True, "emergency_drill_held": True, "security_owner_named": True,
    "new_media_run": True, "weibo_name": "云岭商务", "weibo_posts": 2756, "weibo_followers": 6055,
    "wechat_name": "云岭商务", "wechat_posts": 1826, "wechat_subscribers": 2103,
    "new_media_other": None, "search_as_service": False, "multilingual_offered": False,
    "accessibility_offered": False, "personal_pages_offered": False, "innovation_other": None,
    "prepared_on": "2021-01-27",
}  # fmt: skip

GUANGXI = {
    "report_year": 2020, "site_name": "云岭市城管局网站", "published_on": "2021-01-15",
    "home_url": "http://cgj.yunling.gov.cn/", "site_code": "4507000099",
    "host_unit": "云岭市城管局", "chinese_domain": "云岭城管.政务",
    "operator_unit": "云岭市城管局",
    "site_type": "department", "icp_number": "桂ICP备20000099号",
    "police_number": "桂公网安备45070302000099号",
    "electronic_mark_code": "CA213280000000000000099",
    "published_url": "http://cgj.yunling.gov.cn/", "unique_visitors": 23324, "page_views": 126457,
    "items_total": 551, "items_overview": 7, "items_affairs": 427, "items_disclosure": 151,
    "special_columns_maintained": 11, "special_columns_opened": 1, "interpretation_total": 2,
    "interpretation_texts": 2, "interpretation_products": 0, "interpretation_commentaries": 0,
    "concern_responses": 0, "service_catalogue_published": False, "registered_users": 0,
    "service_items": 0, "service_items_online": 0, "cases_total": 0, "cases_individuals": 0,
    "cases_organizations": 0, "surveys_held": 0, "survey_opinions": 0,
    "survey_results_published": 0, "survey_participants": 0, "interviews_held": 0,
    "interview_messages": 0, "interview_replies": 0, "interview_viewers": 0,
    "messages_received": 0, "messages_closed": 0, "messages_average_days": 0,
    "messages_published_replies": 0, "messages_closed_on_time": 0, "messages_on_time_rate": 0,
    "unified_platform_used": False, "smart_qa_offered": False, "security_level": "level_2",
    "security_assessments": 1, "inspection_cycle": "每周", "security_problems_found": 0,
    "security_problems_fixed": 0, "security_monitoring_set_up": True,
    "emergency_response_set_up": True, "emergency_drill_held": False,
    "security_owner_named": True, "disaster_backup_set_up": True, "new_media_run": True,
    "weibo_name": "云岭城管", "weibo_posts": 622, "weibo_followers": 178,
    "wechat_name": "云岭城管", "wechat_posts": 618, "wechat_subscribers": 884, "app_name": "无",
    "app_download_url": "无", "app_posts": 0, "app_reads": 0, "app_downloads": 0,
    "new_media_other": "无", "search_as_service": True, "multilingual_offered": False,
    "accessibility_offered": True, "personal_pages_offered": False, "innovation_other": "无",
    "prepared_on": "2021-01-15",
}  # fmt: skip


def as_written(values):
    """Return the cells of a Guangxi form as units leave them: bare figures, 无 for none."""
    cells = {}
    for key, value in values.items():
        if isinstance(value, bool) or value is None:
            cells[key] = "有" if value else "无"
        else:
            cells[key] = "无" if value == 0 else str(value)
    return cells


def consistent(seed: int) -> dict[str, object]:
    """Return a form in which everything fits together, by every rule that may be an error."""
    dice = random.Random(seed)
    up_to = dice.randint
    texts, products, comments = up_to(0, 40), up_to(0, 9), up_to(0, 9)
    overview, affairs, disclosure = up_to(0, 50), up_to(0, 900), up_to(0, 400)
    classes = (overview, affairs, disclosure)
    total = max(sum(classes) - up_to(0, min(classes)), texts + products + comments) + up_to(0, 300)
    views, maintained, items = up_to(1, 10**6), up_to(0, 20), up_to(0, 300)
    persons, firms = up_to(0, 5000), up_to(0, 5000)
    received, media = up_to(0, 300), dice.random() < 0.7
    closed = up_to(0, received + 5)
    on_time = up_to(0, closed)
    found = up_to(0, 30)
    values = dict(NATIONAL if seed % 2 else GUANGXI)
    values |= {
        "items_overview": overview, "items_affairs": affairs, "items_disclosure": disclosure,
        "items_total": total, "interpretation_texts": texts, "interpretation_products": products,
        "interpretation_commentaries": comments,
        "interpretation_total": texts + products + comments,
        "page_views": views, "unique_visitors": up_to(1, views),
        "special_columns_maintained": maintained, "special_columns_opened": up_to(0, maintained),
        "service_catalogue_published": items > 0, "service_items": items,
        "service_items_online": up_to(0, items), "cases_individuals": persons,
        "cases_organizations": firms, "cases_total": persons + firms,
        "messages_received": received, "messages_closed": closed,
        "messages_average_days": round(dice.random() * 15, 1),
        "messages_published_replies": up_to(0, closed + 3), "messages_closed_on_time": on_time,
        "messages_on_time_rate": round(on_time / closed * 100, 1) if closed else 0,
        "surveys_held": up_to(0, 9), "survey_results_published": up_to(0, 9),
        "security_problems_found": found, "security_problems_fixed": up_to(0, found + 3),
        "security_assessments": up_to(1, 60), "new_media_run": media,
    }  # fmt: skip
    if not media:
        for key in ("weibo", "wechat"):
            values |= {f"{key}_name": "无", f"{key}_posts": 0}
        values |= {"weibo_followers": 0, "wechat_subscribers": 0}
    return values
