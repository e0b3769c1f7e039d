# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""The directive `header`: everything that one public header declares, by Breathe, in the order of the header.

Breathe's own `doxygenfile` repeats the namespace for each file and shows private members. `other_headers` shows the public
headers that no page names, so that none is missing before somebody has found the right page for it.
"""
import glob
import os
import re
import xml.etree.ElementTree as xml

from breathe.directives.function import DoxygenFunctionDirective
from docutils import nodes
from docutils.parsers.rst.directives import unchanged_required
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

CLASSES = {"class": "doxygenclass", "struct": "doxygenstruct"}
MEMBERS = {"enum": "doxygenenum", "function": "function_of", "typedef": "doxygentypedef", "variable": "doxygenvariable"}


class FunctionOf(DoxygenFunctionDirective):
    """One function by Doxygen's id: overloads may differ in nothing but their template parameters."""

    option_spec = {**DoxygenFunctionDirective.option_spec, "id": unchanged_required}

    def _resolve_function(self, matches, args, project_info):
        for match in matches:
            if match[0].value.id == self.options["id"]:
                return match
        return super()._resolve_function(matches, args, project_info)


def documented(node):
    return any("".join(node.find(part).itertext()).strip() for part in ("briefdescription", "detaileddescription"))


def declared(folder, header):
    """(line, directive, argument) of each documented thing that the header declares in a namespace."""
    found = []
    for name in sorted(glob.glob(os.path.join(folder, "*.xml"))):
        compound = xml.parse(name).getroot().find("compounddef")
        if compound is None:
            continue
        kind, outer = compound.get("kind"), compound.findtext("compoundname")
        if kind in CLASSES and compound.get("prot") == "public":
            place = compound.find("location")
            nested = outer.count("::") > 1 + outer.startswith(("coax::sim::", "coax::blocking::", "coax::credentials::", "coax::types::"))
            if place.get("file") == header and outer.startswith("coax::") and not nested and documented(compound):
                found.append((int(place.get("line")), CLASSES[kind], outer, ""))
        if kind == "namespace" and outer in ("coax", "coax::sim", "coax::credentials", "coax::types"):
            for member in compound.iter("memberdef"):
                place = member.find("location")
                if place.get("file") == header and member.get("kind") in MEMBERS and documented(member):
                    directive = MEMBERS[member.get("kind")]
                    argument = outer + "::" + member.findtext("name")
                    found.append((int(place.get("line")), directive, argument, member.get("id")))
    return sorted(found)


class Header(SphinxDirective):
    required_arguments = 1

    def run(self):
        return self.show(self.arguments[0], required=True)

    def show(self, name, required):
        entries = declared(self.config.breathe_projects["coax"], name)
        if not entries:
            if required:
                raise self.error(f"Doxygen has nothing documented in {name}")
            return []
        lines = [f"`#include <{name}>`", ""]  # MyST parses this, so it is Markdown
        for _, directive, argument, identity in entries:
            options = [":members:"] if directive in CLASSES.values() else []
            if directive == "function_of":
                options = [":id: " + identity]
            lines += [f"```{{{directive}}} {argument}", *options, "```", ""]
        box = nodes.container(classes=["header"])
        self.state.nested_parse(StringList(lines, source=name), self.content_offset, box)
        return [box]


class OtherHeaders(Header):
    required_arguments = 0

    def run(self):
        pages = glob.glob(os.path.join(self.env.srcdir, "reference", "*.md"))
        named = set(re.findall(r"^```{header} (\S+)", "\n".join(open(page).read() for page in pages), flags=re.M))
        include = os.path.join(self.config.coax_root, "include")
        found = glob.glob(os.path.join(include, "coax", "**", "*.hpp"), recursive=True)
        names = sorted(os.path.relpath(path, include) for path in found if "/detail/" not in path)
        return [box for name in names if name not in named for box in self.show(name, required=False)]


def setup(app):
    app.add_config_value("coax_root", "", "env")
    app.add_directive("header", Header)
    app.add_directive("other_headers", OtherHeaders)
    app.add_directive("function_of", FunctionOf)
    return {"version": "1", "parallel_read_safe": False}
