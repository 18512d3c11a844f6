package org.mailkeep.testkit.calls;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One call that a service answers, as its resource class says by the annotations of Jakarta REST.
 *
 * @param method of HTTP
 * @param template the path, with its variables in braces
 * @param mediaType of the body, where the call asks for one
 */
public record Call(String method, String template, Optional<String> mediaType) {

    private static final String PATH = "jakarta.ws.rs.Path";

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

    private static final Pattern VARIABLE = Pattern.compile("\\{\\s*(\\w+)[^}]*}");

    /** What stands for a variable; {@code 1} for every other. */
    private static final Map<String, String> VALUES = Map.of(
            "domain", "calls.example",
            "mxHost", "mx.calls.example",
            "address", "nobody@calls.example",
            "email", "nobody@calls.example",
            "fingerprint", "0123456789ABCDEF0123456789ABCDEF01234567",
            "keyId", "0123456789ABCDEF",
            "token", "0123456789abcdef-nobody");

    /** Every call that the classes of a package and below it answer, those that the API document hides among them. */
    public static List<Call> of(String rootPackage) {
        // Names of annotations will do; what they belong to need not be read.
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(rootPackage)
                    .stream()
                    .filter(resource -> resource.isAnnotatedWith(PATH))
                    .flatMap(resource -> resource.getMethods().stream().flatMap(method -> call(resource, method)))
                    .distinct()
                    .toList();
        });
    }

    private static Stream<Call> call(JavaClass resource, JavaMethod method) {
        return METHODS.stream()
                .filter(http -> method.isAnnotatedWith("jakarta.ws.rs." + http))
                .map(http -> new Call(
                        http,
                        joined(path(resource.tryGetAnnotationOfType(PATH)),
                                path(method.tryGetAnnotationOfType(PATH))),
                        consumed(method.tryGetAnnotationOfType("jakarta.ws.rs.Consumes"))
                                .or(() -> consumed(resource.tryGetAnnotationOfType("jakarta.ws.rs.Consumes")))));
    }

    private static String path(Optional<? extends JavaAnnotation<?>> annotation) {
        return annotation
                .flatMap(path -> path.get("value"))
                .map(Object::toString)
                .orElse("");
    }

    private static Optional<String> consumed(Optional<? extends JavaAnnotation<?>> annotation) {
        return annotation
                .flatMap(consumes -> consumes.get("value"))
                .map(types -> types instanceof Object[] several ? several[0].toString() : types.toString());
    }

    private static String joined(String first, String second) {
        String joined = ("/" + first + "/" + second).replaceAll("/{2,}", "/");
        return joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
    }

    /** The path with values in the place of its variables. */
    public String path() {
        return VARIABLE.matcher(template).replaceAll(found -> VALUES.getOrDefault(found.group(1), "1"));
    }

    /** Whether programs call it, which are told so when they may not; people are asked to sign in. */
    public boolean isOfTheApi() {
        return Stream.of("/v1/", "/pks/", "/vks/", "/.well-known/").anyMatch(template::startsWith);
    }

    /** As in {@code GET /v1/accounts/{id}}. */
    @Override
    public String toString() {
        return method + " " + template;
    }
}
