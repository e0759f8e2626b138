#!/usr/bin/env bash
# courlan, which trafilatura's crawler cleans addresses with, makes one address of all stories of WeChat in strict mode.
#
# Guess:  strict cleaning drops trackers (utm_source, spm, from=timeline), and two
#         stories stay two addresses.
# Seen:   courlan 1.4.0 keeps only the parameters on a list of its own in strict mode. A story
#         of mp.weixin.qq.com is named by __biz, mid, idx and sn, none of which is on it:
#         every story becomes https://mp.weixin.qq.com/s, and the UrlStore keeps the
#         first. Unstrict, the stories stay apart, and their trackers stay too.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check courlan==1.4.0
cat >read.py <<'PY'
import importlib.metadata, sys
from courlan import UrlStore, check_url

stories = [f"https://mp.weixin.qq.com/s?__biz=MzAwMDAw&mid={n}&idx=1&sn=0a1b2c{n}&from=timeline" for n in (1, 2, 3)]
strict = {check_url(s, strict=True)[0] for s in stories}
plain = {check_url(s)[0] for s in stories}
store = UrlStore(strict=True)
store.add_urls([check_url(s, strict=True)[0] for s in stories])
kept = store.find_known_urls("https://mp.weixin.qq.com")
print("courlan", importlib.metadata.version("courlan"))
print("strict:", *strict)
print("unstrict:", *sorted(plain))
print("known to a strict store:", *kept)
sys.exit(0 if strict == {"https://mp.weixin.qq.com/s"} and len(plain) == 3 and len(kept) == 1 else 1)
PY
venv/bin/python read.py || { echo "it behaves otherwise now"; exit 1; }
