#!/usr/bin/env python3
"""Looks through the lists of parts (CycloneDX) of the services: versions, licences, known weaknesses.

usage: deploy/audit.py [--offline] [--require-advisories] bom.json...

Versions: nothing but our own modules may be a SNAPSHOT. Licences: each part has one of those below, or is named here with
what was found out about it. Advisories: asks OSV (https://osv.dev) about each part, by its name and version alone; where OSV
cannot be reached, says so and goes on, unless advisories are required. OSV_URL names another server with the same API.

Ends with 0 when all is well, 1 when something was found, 2 when advisories were required and could not be had.
"""
import argparse
import json
import os
import sys
import urllib.error
import urllib.request

OSV = os.environ.get("OSV_URL", "https://api.osv.dev")
PATIENCE = 30
BATCH = 500
OURS = "org.mailkeep"

# By SPDX where the part says so, else the name that its authors gave. GPL only with the exception for linking.
LICENCES = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "Bouncy Castle Licence", "CC0-1.0", "CDDL-1.0",
    "EDL 1.0", "EPL-1.0", "EPL-2.0", "GPL-2.0-with-classpath-exception", "ISC", "LGPL-2.1-only", "LGPL-2.1-or-later",
    "MIT", "MIT-0", "MPL-2.0", "MR", "Public Domain", "UPL-1.0", "Unicode-3.0",
}


def licences(component):
    for entry in component.get("licenses", []):
        if "expression" in entry:
            yield from entry["expression"].replace("(", " ").replace(")", " ").replace(" AND ", " OR ").split(" OR ")
        else:
            licence = entry["license"]
            yield licence.get("id") or licence.get("name", "")


def name(component):
    return "%s:%s:%s" % (component.get("group", ""), component["name"], component.get("version", ""))


def parts(files):
    found = {}
    for file in files:
        with open(file, encoding="utf-8") as bom:
            for component in json.load(bom).get("components", []):
                found[name(component)] = component
    return [found[key] for key in sorted(found)]


def faults(component):
    if component.get("group") == OURS:
        return
    if "SNAPSHOT" in component.get("version", "SNAPSHOT"):
        yield "is no released version"
    known = [licence.strip() for licence in licences(component)]
    if not any(licence in LICENCES for licence in known):
        yield "has no licence that is allowed: %s" % (", ".join(known) or "none")


def ask(path, body=None):
    request = urllib.request.Request(
        OSV + path, data=None if body is None else json.dumps(body).encode(), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


def advisories(components):
    asked = [component for component in components if component.get("purl") and component.get("group") != OURS]
    for first in range(0, len(asked), BATCH):
        batch = asked[first:first + BATCH]
        queries = [{"package": {"purl": component["purl"].split("?")[0]}} for component in batch]
        for component, result in zip(batch, ask("/v1/querybatch", {"queries": queries})["results"]):
            for advisory in result.get("vulns", []):
                yield "%s: %s" % (name(component), advisory["id"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--offline", action="store_true", help="do not ask for advisories")
    arguments.add_argument("--require-advisories", action="store_true", help="fail when they cannot be had")
    arguments.add_argument("bom", nargs="+")
    options = arguments.parse_args()

    components = parts(options.bom)
    found = ["%s %s" % (name(component), fault) for component in components for fault in faults(component)]
    print("parts: %d, versions and licences looked at" % len(components))
    looked = False
    if options.offline:
        print("advisories: SKIPPED, as asked")
    else:
        try:
            found += advisories(components)
            looked = True
            print("advisories: asked %s about each part" % OSV)
        except (urllib.error.URLError, OSError, ValueError, KeyError) as failure:
            print("advisories: SKIPPED, %s cannot be asked: %s" % (OSV, failure))
    for line in found:
        print(line)
    if found:
        return 1
    return 2 if options.require_advisories and not looked else 0


if __name__ == "__main__":
    sys.exit(main())
