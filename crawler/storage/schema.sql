-- One crawl of one site and year. Written by one process; sealed, it never changes again.
CREATE TABLE crawl (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Every request ever wanted. "Complete" is read from here, never from a counter.
CREATE TABLE frontier (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    key TEXT NOT NULL,             -- canonical address; one request each and round
    round INTEGER NOT NULL,        -- 0 the crawl, 1 page one read again, 2 probes, 3 the browser,
                                   -- 4 parts of the home page
    purpose TEXT NOT NULL,         -- home, sitemap, column, script, list, detail, recheck, probe, feature, tally
    column_id INTEGER,
    number INTEGER NOT NULL,       -- page number of a list, else 0
    plan INTEGER NOT NULL,         -- paging plan tried, -1 for page one
    method TEXT NOT NULL,
    body TEXT NOT NULL,
    content_type TEXT NOT NULL,
    source TEXT NOT NULL,          -- what proposed the plan
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    UNIQUE (key, round)
);
CREATE INDEX frontier_state ON frontier (state, purpose);

CREATE TABLE page (
    frontier_id INTEGER PRIMARY KEY REFERENCES frontier (id),
    final_url TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    content_type TEXT NOT NULL,
    declared_encoding TEXT NOT NULL,
    encoding TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    body BLOB,                     -- zlib of the UTF-8 text; NULL where no text may be kept
    rendered INTEGER NOT NULL,
    fetched_at TEXT NOT NULL,
    witnesses TEXT NOT NULL,
    requests INTEGER NOT NULL,
    size INTEGER NOT NULL
);

-- Links that may lead to columns, in order of discovery.
CREATE TABLE lead (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,             -- canonical address
    url TEXT NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,            -- JSON list of names above it
    source TEXT NOT NULL,          -- nav, sitemap, crumb, more, heading, topic, link, footer
    depth INTEGER NOT NULL,
    seen_on INTEGER NOT NULL,      -- frontier row of the page it was read on
    frontier_id INTEGER NOT NULL,
    UNIQUE (key, name, source)
);

CREATE TABLE chrome (key TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE col (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    column_type TEXT NOT NULL,
    source TEXT NOT NULL,
    archive_of INTEGER,
    frontier_id INTEGER,
    method TEXT NOT NULL,
    proof TEXT NOT NULL,
    stop TEXT NOT NULL,            -- empty while the walk goes on
    declared_rows INTEGER,
    declared_pages INTEGER,
    ordered INTEGER NOT NULL,
    doubts TEXT NOT NULL,
    groups INTEGER NOT NULL
);

-- Answers to requests for pages of a list, in order of arrival.
CREATE TABLE list_page (
    frontier_id INTEGER NOT NULL REFERENCES frontier (id),
    column_id INTEGER NOT NULL REFERENCES col (id),
    number INTEGER NOT NULL,
    plan INTEGER NOT NULL,
    url TEXT NOT NULL,
    state TEXT NOT NULL,
    pager TEXT NOT NULL,           -- JSON of PagerReading
    layout TEXT NOT NULL,
    UNIQUE (frontier_id, column_id)  -- several columns may lie in one page, apart by its #
);
CREATE INDEX list_page_column ON list_page (column_id);

CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    column_id INTEGER NOT NULL REFERENCES col (id),
    frontier_id INTEGER NOT NULL,
    page INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    href TEXT NOT NULL,
    url TEXT NOT NULL,
    content_id TEXT NOT NULL,
    raw_date TEXT NOT NULL,
    date TEXT,
    date_source TEXT NOT NULL,
    flags TEXT NOT NULL
);
CREATE INDEX entry_column ON entry (column_id, page, position);

-- What a fetched target said of itself; keyed by the identity of its address.
CREATE TABLE target (
    key TEXT PRIMARY KEY,          -- canonical address
    url TEXT NOT NULL,
    state TEXT NOT NULL,           -- ok, dead, refused, offsite
    note TEXT NOT NULL,
    date TEXT,
    date_source TEXT NOT NULL,
    title TEXT NOT NULL
) WITHOUT ROWID;

-- Targets that do not carry their row's title, with a fingerprint of what they show.
CREATE TABLE alike (
    key TEXT PRIMARY KEY,
    mark TEXT NOT NULL
) WITHOUT ROWID;

-- Citizens' letters seen in a list: identity, dates, state and hash, never a word of them.
CREATE TABLE letter (
    content_id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    date TEXT,                     -- the date its list shows
    opened INTEGER NOT NULL DEFAULT 0, -- 1 once its own page was read
    received TEXT,
    replied TEXT,
    published TEXT,
    answered INTEGER,              -- NULL where its page does not tell
    state TEXT NOT NULL DEFAULT '',
    body_hash TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL DEFAULT '', -- the authority that answers
    mark TEXT NOT NULL DEFAULT ''  -- hash of its number or text, the same in another mailbox
) WITHOUT ROWID;

-- What the site itself prints of its letters in a year: numbers only.
CREATE TABLE letter_count (
    url TEXT NOT NULL,
    kind TEXT NOT NULL,            -- received, closed, replied, public, days
    year INTEGER NOT NULL,         -- 0: nobody says; -1: 本年
    amount REAL NOT NULL,
    PRIMARY KEY (url, kind, year, amount)
) WITHOUT ROWID;

CREATE TABLE refusal (
    id INTEGER PRIMARY KEY,
    frontier_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    signature TEXT NOT NULL,
    column_id INTEGER
);

-- What the crawl proposes for each column; a profile that does not name one falls back on it.
CREATE TABLE proposal (
    column_id INTEGER PRIMARY KEY REFERENCES col (id),
    kind TEXT NOT NULL,
    boxes TEXT NOT NULL,           -- words separated by blanks
    maybe TEXT NOT NULL,
    in_total INTEGER NOT NULL,
    reason TEXT NOT NULL
);

-- Plans a browser saw at work, by column.
CREATE TABLE learned (
    column_id INTEGER PRIMARY KEY REFERENCES col (id),
    plan TEXT NOT NULL,            -- JSON of Plan, empty when nothing was learned
    rendered_rows INTEGER
);

CREATE TABLE probe (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    result TEXT NOT NULL,
    image BLOB
);
