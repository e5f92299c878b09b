"""LibreOffice as a converter of formats that nobody else reads well, where it is installed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tasks.parse.readers.tools import find_tool, read_bounded, run_tool

_SECONDS = 45  # less than a document has as a whole
# No macros, and no fetching of what a hostile file links to: references are refused and the proxy leads nowhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_VALUES = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_soffice() -> str | None:
    """The path of LibreOffice, or None."""
    return find_tool("soffice", "libreoffice")


def to_docx(program: str, data: bytes, suffix: str) -> bytes:
    """A text document of the format that `suffix` names ("doc", "rtf") as docx. Raises `ToolError`."""
    with tempfile.TemporaryDirectory(prefix="jixiao-soffice-") as name:
        folder = Path(name)
        # Two instances with one profile lock each other out, and one that was killed leaves its lock behind.
        profile = folder / "profile"
        _write_settings(profile)
        source = folder / f"in.{suffix}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nologo",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        run_tool(command, folder, _SECONDS)
        # It ends with code 0 without having written anything, too.
        return read_bounded(folder / "out" / "in.docx")


def _write_settings(profile: Path) -> None:
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _VALUES
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), encoding="utf-8")
