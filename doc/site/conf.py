# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# Sphinx for the documentation site. `./dev docs` runs Doxygen first: Breathe reads its XML.
import os
import re
import sys

root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
with open(os.path.join(root, "CMakeLists.txt"), encoding="utf-8") as file:
    version = release = re.search(r"project\(coax VERSION ([0-9.]+)", file.read()).group(1)

project = "coax"
copyright = "2026 the coax authors"
sys.path.insert(0, os.path.dirname(__file__))
extensions = ["myst_parser", "breathe", "sphinx_copybutton", "header"]
coax_root = root
source_suffix = {".md": "markdown"}
exclude_patterns = ["site"]

myst_heading_anchors = 4  # so that [text](page.md#heading) is checked
suppress_warnings = ["misc.highlighting_failure"]  # Pygments does not know the annotations of C++26
myst_enable_extensions = ["colon_fence", "deflist"]

breathe_projects = {"coax": os.path.join(root, "build", "docs", "xml")}
breathe_default_project = "coax"
breathe_default_members = ("members",)
breathe_show_include = False
primary_domain = "cpp"
highlight_language = "text"
cpp_maximum_signature_line_length = 90  # used by newer versions of Sphinx

html_theme = "furo"
html_title = f"coax {version}"
html_static_path = ["static"]
html_css_files = ["coax.css"]
html_copy_source = False
html_show_sourcelink = False
pygments_style = "friendly"
pygments_dark_style = "monokai"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0a58a8", "color-brand-content": "#0a58a8"},
    "dark_css_variables": {"color-brand-primary": "#76b7ff", "color-brand-content": "#76b7ff"},
}
