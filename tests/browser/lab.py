"""JupyterLab started for real on a copy of a study, and Debian's Chromium that opens it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

TOKEN = "of-this-test"
KERNEL = "Python 3 (ipykernel)"
PATIENCE = 180_000  # ms that a notebook may take on a busy machine
SETTINGS = {  # all cells in the page at once; nothing that asks the network
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
}
PROMPTS = ".jp-CodeCell .jp-InputArea-prompt"
BEGUN = "([at]) => [...document.querySelectorAll(at)].some(p => /[*\\d]/.test(p.innerText))"
SETTLED = "([at]) => ![...document.querySelectorAll(at)].some(p => p.innerText.includes('*'))"
ENDED = (
    "([at, amiss]) => [...document.querySelectorAll(at)].every(p => /\\d/.test(p.innerText))"
    " || document.querySelector(amiss)"
)
ERRORS = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"


def chromium() -> str | None:
    """The browser of this machine, if it has one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@dataclass(frozen=True, slots=True)
class Lab:
    """A server on a folder, and a page of the browser to open its notebooks in."""

    address: str
    folder: Path
    page: Any

    def open(self, notebook: str) -> None:
        """A notebook of the folder, its kernel ready.

        Before a kernel has a name in the toolbar there is none, whatever the indicator says, and
        cells that are run ask which to select, each for itself.
        """
        self.page.goto(f"{self.address}/lab/tree/{notebook}?reset&token={TOKEN}")
        self.page.locator(".jp-NotebookPanel:visible .jp-Notebook").wait_for(timeout=PATIENCE)
        named = self.page.locator(".jp-NotebookPanel:visible .jp-Toolbar-kernelName")
        named.filter(has_text=KERNEL).wait_for(timeout=PATIENCE)
        ready = ".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status='idle']"
        self.page.locator(ready).wait_for(timeout=PATIENCE)

    def run_all(self) -> None:
        """Every cell, by the menu, to the end of the last.

        A kernel that has just come up may take the first request for nothing, or drop it half-way:
        it is asked again while cells are left that neither ran nor wait.
        """
        from playwright.sync_api import TimeoutError as TooLate  # noqa: PLC0415

        for _ in range(5):
            with suppress(TimeoutError, TooLate):
                self.page.get_by_role("menuitem", name="Run", exact=True).click()
                self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
                self._until(BEGUN, 5_000)
                self._until(SETTLED, PATIENCE)
                self._until(ENDED, 1_000)
                return
        self._until(ENDED, 1_000)

    def _until(self, state: str, patience: int) -> None:
        from playwright.sync_api import TimeoutError as TooLate  # noqa: PLC0415

        try:
            self.page.wait_for_function(state, arg=[PROMPTS, ERRORS], timeout=patience)
        except TooLate:
            said = self.page.locator(PROMPTS).all_inner_texts()
            raise TimeoutError(f"cells after {patience / 1000:.0f} s: {' '.join(said)}") from None

    def errors(self) -> list[str]:
        """What stands in outputs that report something amiss."""
        return self.page.locator(ERRORS).all_inner_texts()

    def figures(self) -> int:
        """Pictures in outputs that came out with a size and can be seen."""
        return self.page.evaluate(
            "() => [...document.querySelectorAll('.jp-OutputArea-output img')]"
            ".filter(i => i.complete && i.naturalWidth > 100 && i.clientHeight > 50).length"
        )

    def type_keys(self, widget: Any, keys: str) -> None:
        """Keys into the box of a widget, behind what stands in it."""
        box = widget.locator("textarea")
        box.click()
        box.press("Control+End")
        self.page.keyboard.type(keys, delay=30)

    def close_notebook(self) -> None:
        """End the kernels, so that the next notebook has the machine to itself."""
        with urlopen(f"{self.address}/api/sessions?token={TOKEN}") as answer:
            sessions = json.load(answer)
        for one in sessions:
            self.page.request.delete(
                f"{self.address}/api/sessions/{one['id']}",
                headers={"Authorization": f"token {TOKEN}"},
            )


@contextmanager
def started(folder: Path, home: Path) -> Iterator[Lab]:
    """A lab on a folder with settings of its own, and the browser; both end with the block."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only where a browser is)

    for name, settings in SETTINGS.items():
        path = home / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = (home / "lab.log").open("wb")
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"),
            *("--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
            f"--ServerApp.root_dir={folder}",
        ],
        env=_surroundings(home),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _answering(address, server, home / "lab.log")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            page.set_default_timeout(20_000)
            asked = page.locator(".jp-Dialog .jp-Dialog-content")
            page.add_locator_handler(asked, _answer)
            yield Lab(address, folder, page)
            browser.close()
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def _answer(dialog: Any) -> None:
    """What a slow machine makes the lab ask about: said in the test's output, and agreed to."""
    print("the lab asked:", dialog.inner_text())
    kernels = dialog.locator("select")
    if kernels.count():
        kernels.select_option(label=KERNEL)
    dialog.locator(".jp-mod-accept").click()


def _surroundings(home: Path) -> dict[str, str]:
    """Nothing is read from or written to the user's own Jupyter."""
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    return os.environ | {name: str(home / place) for name, place in folders.items()}


def _answering(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        with suppress(OSError), urlopen(f"{address}/api/status?token={TOKEN}", timeout=5):
            return
        time.sleep(0.25)
    raise RuntimeError(f"JupyterLab did not start: {log.read_text('utf-8', 'replace')[-2000:]}")
