"""Takes the pictures of the documents from the demo: the draft, the review page, the form.

Run by ``script/pictures``; needs a browser. Every picture shows the invented unit of the demo.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

from crawler.browser.render import browser_path

PICTURES = Path(__file__).parent
NIANBAO = (sys.executable, "-m", "nianbao")
YEAR = "2025"  # of the demo
PORT = "8119"
# Of the review page: the picture's name, the address, and what it must show.
SCREENS = (
    ("review", "", "整张报表"),
    ("review-part", "part/3", "信息发布"),
    ("evidence", "field/items_total/evidence", "明细"),
)


@contextmanager
def review(workspace: Path) -> Iterator[str]:
    """Serve the review page; yields the address that lets one in."""
    command = [*NIANBAO, "review", "--port", PORT, "--json", "--workspace", str(workspace)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = ""
        while not lines.rstrip().endswith("}"):
            lines += process.stdout.readline()
        try:
            yield str(json.loads(lines)["address"])
        finally:
            process.terminate()


def shoot(page: Page, name: str) -> None:
    """Keep what the page shows now as ``<name>.png``."""
    page.screenshot(path=PICTURES / f"{name}.png")
    sys.stdout.write(f"{name}.png\n")


def take_all(page: Page, folder: Path, case: str) -> None:
    """Take every picture; ``folder`` holds the demo's workspace and its exports."""
    page.goto((folder / "out" / "report.html").as_uri())
    shoot(page, "report")
    with review(folder / "data") as entrance:
        page.goto(entrance)
        for name, address, word in SCREENS:
            answer = page.goto(urljoin(page.url, f"/s/{case}/{YEAR}/{address}"))
            if answer is None or not answer.ok or word not in page.inner_text("body"):
                raise SystemExit(f"{address or case} does not show {word}")
            shoot(page, name)
    (form,) = (folder / "form").glob("*草稿.html")
    page.goto(form.as_uri())
    shoot(page, "form")


def main() -> None:
    """Run the demo and an export in a temporary folder and take the pictures."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        data = ("--workspace", str(folder / "data"))
        subprocess.run([*NIANBAO, "demo", *data, "--out", str(folder / "out")], check=True)
        (case,) = (found.name for found in (folder / "data").iterdir() if found.is_dir())
        named = ("--site", case.replace("_", ":"), "--year", YEAR, "--draft", "--format", "html")
        subprocess.run(
            [*NIANBAO, "export", *data, *named, "--out", str(folder / "form")], check=True
        )
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        take_all(browser.new_page(viewport={"width": 1180, "height": 820}), folder, case)
        browser.close()


if __name__ == "__main__":
    main()
