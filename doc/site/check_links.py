#!/usr/bin/env python3
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""check_links.py FOLDER [MARKDOWN ...]: every link inside the pages of the folder leads to a file, and to a place in it;
so does every relative link of the Markdown files, whose headings are named as GitHub names them."""
import os
import re
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.links, self.places = [], set()
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name in ("id", "name") and value:
                self.places.add(value)


class Markdown:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            text = re.sub(r"^(```|~~~).*?^\1", "", file.read(), flags=re.M | re.S)
        self.links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text))
        self.places = {
            re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
            for heading in re.findall(r"^#+ (.*)$", text, flags=re.M)
        }


pages = {}


def read(path):
    if path not in pages:
        pages[path] = Page(path) if path.endswith(".html") else Markdown(path) if path.endswith(".md") else None
    return pages[path]


def broken(path):
    for link in read(path).links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = os.path.normpath(os.path.join(os.path.dirname(path), unquote(parts.path))) if parts.path else path
        if os.path.isdir(target) and path.endswith(".html"):
            target = os.path.join(target, "index.html")
        if not os.path.exists(target):
            yield f"{path}: {link}: there is no {target}"
        elif parts.fragment and read(target) and unquote(parts.fragment) not in read(target).places:
            yield f"{path}: {link}: {target} has no such place"


def main(folder, documents):
    for top, _, names in os.walk(folder):
        documents = documents + [os.path.join(top, name) for name in names if name.endswith(".html")]
    faults = [fault for path in sorted(documents) for fault in broken(path)]
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    print(f"{sum(len(read(path).links) for path in documents)} links in {len(documents)} pages, {len(faults)} broken")
    return 1 if faults else 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
