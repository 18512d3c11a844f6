"""Whether two images as Jib wrote them are the same: python3 compare-images.py TAR TAR. Says which files differ.

What is let pass: in the jar of what Quarkus generates, the order and the numbering of statements in the classes below. Quarkus 3.34
writes them from several threads (mended later: quarkusio/quarkus pull requests 53025, 53084, 53241, 53358, 54363). The
classes have to be the same ones, and everything else the same to the byte.
"""
import io
import json
import re
import sys
import tarfile
import zipfile


def read(path):
    """The image's settings, and all files of its layers with what belongs to them."""
    files = {}
    with tarfile.open(path) as image:
        manifest = json.load(image.extractfile("manifest.json"))[0]
        config = json.load(image.extractfile(manifest["Config"]))
        for number, name in enumerate(manifest["Layers"]):
            with tarfile.open(fileobj=image.extractfile(name)) as layer:
                for member in layer:
                    content = layer.extractfile(member).read() if member.isfile() else b""
                    files[number, member.name] = (member.mode, member.uid, member.gid, member.mtime, member.linkname, content)
    # What the layers are called is compared by what is in them.
    layers = config.pop("rootfs")["diff_ids"]
    return manifest["RepoTags"], config, layers, files


GENERATED = "opt/mailkeep/quarkus/generated-bytecode.jar"
ORDERED_BY_CHANCE = re.compile(
    r"io/quarkus/(runner/recorded|runtime/generated|arc/setup|qute/runtime/extensions)/[^/]+[.]class|.*[$]HibernateProxy[.]class")


def inside(first, second):
    """Which entries of two archives differ."""
    with zipfile.ZipFile(io.BytesIO(first)) as one, zipfile.ZipFile(io.BytesIO(second)) as other:
        if one.namelist() != other.namelist():
            return ["its entries, or their order"]
        return [name for name in one.namelist() if one.read(name) != other.read(name)] or ["times or compression"]


first, second = map(read, sys.argv[1:])
faults, passed = [], 0
if first[:2] != second[:2]:
    faults.append("settings: %s / %s" % (first[:2], second[:2]))
for key in sorted(first[3].keys() | second[3].keys()):
    one, other = first[3].get(key), second[3].get(key)
    if one == other:
        continue
    name = key[1]
    entries = inside(one[5], other[5]) if one and other and name.endswith(".jar") and one[5] != other[5] else []
    if name == GENERATED and one[:5] == other[:5] and all(map(ORDERED_BY_CHANCE.fullmatch, entries)):
        passed = len(entries)
    else:
        faults += [name] + ["  " + entry for entry in entries if name != GENERATED or not ORDERED_BY_CHANCE.fullmatch(entry)]
if not faults and not passed and first[2] != second[2]:
    faults.append("the order of files in a layer")
if faults:
    sys.exit("%s and %s are not the same:\n%s" % (sys.argv[1], sys.argv[2], "\n".join(faults)))
print("the same in both builds" + (", but for the order in %d generated classes" % passed if passed else ", to the byte"))
