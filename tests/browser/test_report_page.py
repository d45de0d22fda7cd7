"""The report page of a study, as it comes up in a browser: whole, and with nothing fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit import Corpus, figures
from toolkit.export import page
from toolkit.figures import export

lab = pytest.importorskip("lab", reason="the browser tests stand beside this file")
pytest.importorskip("playwright", reason="Playwright drives the browser; it is not installed")

pytestmark = pytest.mark.skipif(
    lab.chromium() is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"
)
OWN_FONT = "Report Han"
# Of every element with Han characters of its own: how wide they are, and how wide in the page's font.
HAN = """() => {
  const odd = [];
  for (const element of document.querySelectorAll('h1, h2, th, td, p, a, figcaption')) {
    for (const node of element.childNodes) {
      const text = node.nodeType === 3 ? node.data.trim() : '';
      if (!/^[\\u4e00-\\u9fff]{2,8}$/.test(text)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const style = getComputedStyle(element);
      const em = parseFloat(style.fontSize);
      if (range.getClientRects().length > 1) continue;
      const wide = range.getBoundingClientRect().width / em / text.length;
      if (Math.abs(wide - 1) > 0.03) odd.push([text, wide]);
    }
  }
  return odd;
}"""


@pytest.fixture(scope="module")
def written(samples_clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the samples in Chinese, with a figure."""
    folder = tmp_path_factory.mktemp("study")
    corpus = Corpus.load(samples_clean)
    export(*figures.report_sizes(corpus.reports), "sizes", folder / "figures")
    return page.write(folder, corpus, "zh")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_whole(written: Path, width: int) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only where a browser is)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=lab.chromium(), args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": width, "height": 900})
        asked, amiss = [], []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("console", lambda said: amiss.append(said.text))
        opened.goto(written.as_uri())
        opened.evaluate("document.fonts.ready")
        pictures = opened.locator("img").evaluate_all("all => all.map(i => i.naturalWidth)")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.evaluate(f"document.fonts.check('16px \"{OWN_FONT}\"', '报告')")
        assert opened.evaluate(HAN) == []  # a box is narrower than a character
        browser.close()
    assert pictures
    assert min(pictures) > 100
    assert amiss == []
    assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
