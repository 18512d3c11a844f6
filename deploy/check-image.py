"""Looks into an image as Jib wrote it: python3 check-image.py TAR SERVICE"""
import json
import sys
import tarfile

path, service = sys.argv[1:]
files, levels = {}, {}
with tarfile.open(path) as image:
    manifest = json.load(image.extractfile("manifest.json"))[0]
    config = json.load(image.extractfile(manifest["Config"]))
    for number, name in enumerate(manifest["Layers"]):
        with tarfile.open(fileobj=image.extractfile(name)) as layer:
            for member in layer:
                files[member.name.rstrip("/")] = member
                levels[member.name.rstrip("/")] = number
    program = tarfile.open(fileobj=image.extractfile(manifest["Layers"][levels["opt/mailkeep/bom.json"]]))
    parts = json.load(program.extractfile("opt/mailkeep/bom.json"))


def expect(holds, what):
    if not holds:
        sys.exit("%s: %s" % (path, what))


run = config["config"]
expect(run["User"] == "10001:10001", "runs as %s" % run["User"])
expect(run["Entrypoint"][0] == "java" and run["Entrypoint"][-1] == "/opt/mailkeep/quarkus-run.jar", run["Entrypoint"])
expect(run["Labels"]["org.opencontainers.image.title"] == "Mailkeep " + service, run["Labels"])
expect("mailkeep/" + service in " ".join(manifest["RepoTags"]), manifest["RepoTags"])
expect("opt/mailkeep/quarkus-run.jar" in files, "no program in it")
expect(any(name.startswith("opt/mailkeep/app/" + service) for name in files), "no code of ours in it")
expect(not any(name == "app" or name.startswith("app/") for name in files), "the module is in it twice")
for folder in "var/cache/mailkeep", "var/spool/mailkeep":
    expect(files[folder].mode & 0o777 == 0o777, "%s cannot be written to" % folder)
for name, member in files.items():
    # Of the base image's files, some belong to others; ours are root's, so that the service cannot change itself.
    if name.startswith("opt/mailkeep"):
        expect(member.uid == 0 and not member.mode & 0o022, "%s can be changed by the service" % name)
        expect(member.mtime <= 1, "%s has a time of its own: the image is another one in each build" % name)
expect(levels["opt/mailkeep/quarkus-run.jar"] > max(l for n, l in levels.items() if n.startswith("opt/mailkeep/lib/")),
       "libraries come after the program, so every build pushes them again")
expect(parts["bomFormat"] == "CycloneDX" and parts["metadata"]["component"]["name"] == service, "the list of parts is of another one")
known = {part["name"] for part in parts["components"]}
expect({"platform", "contracts", "vertx-core"} <= known, "the list of parts is not complete")
print("%s: %d layers, %d parts" % (service, len(manifest["Layers"]), len(known)))
