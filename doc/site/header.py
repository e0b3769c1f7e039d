# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""The directive `header`: everything that one public header declares, by Breathe, in the order of the header.

Breathe's own `doxygenfile` repeats the namespace for each file and shows private members. At the end of the build, a
public header that no page names is an error.
"""
import glob
import os
import xml.etree.ElementTree as xml

from breathe.directives.function import DoxygenFunctionDirective
from docutils import nodes
from docutils.parsers.rst.directives import unchanged_required
from docutils.statemachine import StringList
from sphinx.errors import SphinxError
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
            nested = outer.count("::") > 1 + outer.startswith("coax::sim::")
            if place.get("file") == header and outer.startswith("coax::") and not nested and documented(compound):
                found.append((int(place.get("line")), CLASSES[kind], outer, ""))
        if kind == "namespace" and outer in ("coax", "coax::sim"):
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
        name = self.arguments[0]
        folder = self.config.breathe_projects["coax"]
        entries = declared(folder, name)
        if not entries:
            raise self.error(f"Doxygen has nothing documented in {name}")
        self.env.coax_headers.setdefault(self.env.docname, set()).add(name)
        lines = [f"`#include <{name}>`", ""]  # MyST parses this, so it is Markdown
        for _, directive, argument, identity in entries:
            options = [":members:"] if directive in CLASSES.values() else []
            if directive == "function_of":
                options = [":id: " + identity]
            lines += [f"```{{{directive}}} {argument}", *options, "```", ""]
        box = nodes.container(classes=["header"])
        self.state.nested_parse(StringList(lines, source=name), self.content_offset, box)
        return [box]


def begin(app):
    if not hasattr(app.env, "coax_headers"):
        app.env.coax_headers = {}


def check(app, env):
    shown = set().union(*env.coax_headers.values()) if env.coax_headers else set()
    include = os.path.join(app.config.coax_root, "include")
    for path in glob.glob(os.path.join(include, "coax", "**", "*.hpp"), recursive=True):
        name = os.path.relpath(path, include)
        if "/detail/" not in name and name not in shown and declared(app.config.breathe_projects["coax"], name):
            raise SphinxError(f"no page of the reference shows {name}")


def setup(app):
    app.add_config_value("coax_root", "", "env")
    app.add_directive("header", Header)
    app.add_directive("function_of", FunctionOf)
    app.connect("builder-inited", begin)
    app.connect("env-check-consistency", check)
    return {"version": "1", "parallel_read_safe": False}
