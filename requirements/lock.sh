#!/usr/bin/env bash
# Renews requirements/*.lock, or the named ones: universal, hashed, without any index address. Needs `uv` on the PATH.
set -euo pipefail
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- core dev ocr bench replay
for name in "$@"; do
  compile=(uv pip compile "$name.in" --universal --python-version 3.11 --generate-hashes
           --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q)
  "${compile[@]}" -o "$name.lock"
  "${compile[@]}" --no-strip-extras -o "$name.extras.tmp"
  python3 - "$name" <<'P'
# pip in hash mode treats name and name[extra] as two identities: both must be pinned, or a lock that installs
# today breaks on the day a newer release of one of them appears.
# Extras with a hyphen are left out: pip 23 stumbles over lxml[html-clean] where a package asks for lxml[html_clean].
import re, sys
name = sys.argv[1]
keep, extra = False, []
for line in open(f"{name}.extras.tmp"):
    if re.match(r"[a-z0-9]", line):
        keep = bool(re.match(r"[a-z0-9._-]+\[[a-z0-9, ]+\]", line))
    if keep:
        extra.append(line)
with open(f"{name}.lock", "a") as lock:
    lock.writelines(["# the same pins under their names with extras, which pip counts as other packages\n", *extra])
P
  rm "$name.extras.tmp"
done
