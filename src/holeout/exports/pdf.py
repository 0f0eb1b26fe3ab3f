"""The handout as a PDF: tagged, with a title, an outline and page numbers, made by WeasyPrint from the HTML.

WeasyPrint is an optional dependency, since it needs Pango, which is no Python package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from holeout.exports.templating import asset
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from types import ModuleType

HINT = (
    "install the optional part with pip install 'holeout[pdf]', and Pango and a font from your system: on Debian and"
    " Ubuntu apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu; on macOS brew install"
    " pango. Any browser prints handout.html to a PDF as well"
)


def pdf_of(html: str) -> bytes:
    """The PDF of a page that holds everything it shows; nothing is fetched. Raises HoleoutError without WeasyPrint."""
    weasyprint = _weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    page: Any = weasyprint.HTML(string=html, url_fetcher=fetcher)
    style = weasyprint.CSS(string=str(asset("paper.css")), url_fetcher=fetcher)
    made: bytes = page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1", pdf_tags=True)
    return made


def _weasyprint() -> ModuleType:
    try:
        return import_module("weasyprint")
    except ImportError as error:
        raise HoleoutError("a PDF needs WeasyPrint, which is not installed", HINT) from error
    except OSError as error:
        raise HoleoutError(f"a PDF needs Pango, which is missing here ({error})", HINT) from error
