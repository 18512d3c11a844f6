package org.mailkeep.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which topics a service reads and writes, according to its settings and sources. */
final class Topics {

    private static final Pattern READ = Pattern.compile("mp\\.messaging\\.incoming\\.[^.]+\\.topic");
    private static final Pattern KEPT_ASIDE =
            Pattern.compile("mp\\.messaging\\.incoming\\.[^.]+\\.dead-letter-queue\\.topic");
    private static final Pattern WRITTEN = Pattern.compile("\\b(\\w+)\\.TOPIC,");

    private Topics() {}

    static Set<String> readBy(String service) throws IOException {
        return named(service, READ);
    }

    private static Set<String> named(String service, Pattern setting) throws IOException {
        var settings = Source.settings(service);
        return settings.stringPropertyNames().stream()
                .filter(name -> setting.matcher(name).matches())
                .map(settings::getProperty)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The topics of the outbox messages that the sources of the service make, and of what its channels keep aside. */
    static Set<String> writtenBy(String service) throws IOException {
        var topics = new TreeSet<>(named(service, KEPT_ASIDE));
        for (var file : Source.files(Source.ROOT.resolve(service).resolve("src/main/java"), ".java")) {
            var code = Files.readString(file);
            if (code.contains("Message(")) {
                WRITTEN.matcher(code).results().forEach(match -> topics.add(nameIn(match.group(1))));
            }
        }
        return topics;
    }

    private static String nameIn(String event) {
        try {
            return (String) Class.forName("org.mailkeep.contracts." + event)
                    .getField("TOPIC")
                    .get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
