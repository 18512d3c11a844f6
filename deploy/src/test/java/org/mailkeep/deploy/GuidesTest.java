package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.infra.Topic;

/** What the documents tell operators to call, to set and to read is there. */
class GuidesTest {

    /** {@code PUT $POLICY/v1/hosted-domains/example.org}, {@code curl -X PUT "$POLICY/v1/…"}. */
    private static final Pattern CALL =
            Pattern.compile("\\b(GET|POST|PUT|DELETE|PATCH) \"?(?:\\$[A-Z]+)?(/v1/[^\\s?`\"'),;]*)");

    private static final Pattern PROPERTY = Pattern.compile("`(mailkeep(?:\\.[a-z0-9-]+)+)");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    private record Call(String method, List<String> path) {

        static Call of(String method, String path) {
            return new Call(
                    method, List.of(path.replaceAll("[./]+$", "").substring(1).split("/", -1)));
        }

        /** Whether this is a call of an API, whose path has {@code {names}} where anything may stand. */
        boolean isOneOf(List<Call> offered) {
            return offered.stream().anyMatch(this::is);
        }

        private boolean is(Call offered) {
            if (!method.equals(offered.method) || path.size() != offered.path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!offered.path.get(i).startsWith("{") && !offered.path.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    @Test
    void everyCallIsOneOfTheApis() throws IOException {
        var offered = new ArrayList<Call>();
        for (var service : Source.SERVICES) {
            var paths = Manifest.read(Source.DOCS.resolve("openapi/" + service + ".yaml"))
                    .getFirst()
                    .json()
                    .path("paths");
            paths.properties()
                    .forEach(path -> path.getValue()
                            .fieldNames()
                            .forEachRemaining(
                                    method -> offered.add(Call.of(method.toUpperCase(Locale.ROOT), path.getKey()))));
        }
        var told = 0;
        for (var document : documents()) {
            for (var match : CALL.matcher(Files.readString(document)).results().toList()) {
                told++;
                assertThat(Call.of(match.group(1), match.group(2)).isOneOf(offered))
                        .as("%s: %s", Source.ROOT.relativize(document), match.group())
                        .isTrue();
            }
        }
        assertThat(told).isGreaterThan(40);
    }

    @Test
    void everyPropertyIsASetting() throws IOException {
        var names = Mappings.read().stream().map(Mappings.Setting::name).collect(Collectors.toCollection(TreeSet::new));
        var others = Topic.ALL.stream().map(Topic::name).collect(Collectors.toSet());
        others.add("mailkeep.org"); // labels
        for (var document : documents()) {
            PROPERTY.matcher(Files.readString(document))
                    .results()
                    .map(match -> match.group(1))
                    .filter(name -> !others.contains(name))
                    // A group of settings may be named as a whole, a map without its key.
                    .forEach(name -> assertThat(names)
                            .as("%s: %s", Source.ROOT.relativize(document), name)
                            .anyMatch(known -> known.equals(name) || known.startsWith(name + ".")));
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (var document : documents()) {
            for (var link : LINK.matcher(Files.readString(document)).results().toList()) {
                var target = link.group(1).isEmpty()
                        ? document
                        : document.resolveSibling(link.group(1)).normalize();
                assertThat(target)
                        .as("%s: %s", Source.ROOT.relativize(document), link.group())
                        .exists();
                if (link.group(2) != null) {
                    assertThat(anchors(target))
                            .as("%s: %s", Source.ROOT.relativize(document), link.group())
                            .contains(link.group(2));
                }
            }
        }
    }

    /** As Git hosts make them of headings. */
    private static Set<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{Alnum} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<Path> documents() throws IOException {
        var documents = new ArrayList<Path>();
        try (var top = Files.newDirectoryStream(Source.ROOT, "*.md")) {
            top.forEach(documents::add);
        }
        documents.addAll(Source.files(Source.DOCS, ".md"));
        documents.addAll(Source.files(Source.DEPLOY, ".md"));
        return documents;
    }
}
