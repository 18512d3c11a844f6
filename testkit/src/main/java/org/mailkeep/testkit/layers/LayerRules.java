package org.mailkeep.testkit.layers;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Which package of a service may import which:
 *
 * <pre>
 * api  -> app, domain                                   I/O packages -> domain, config; never one another
 * app  -> domain, I/O packages, store, events, config   store        -> domain
 * ops  -> app, store, config                            events       -> domain
 * config -> the JDK and what reads the configuration    domain       -> the JDK, contracts, openpgp
 * </pre>
 *
 * Libraries and {@code platform} are free to use except in {@code domain} and {@code config}, but {@code api} goes through
 * {@code app} to PostgreSQL and to the outside; {@code contracts} and {@code openpgp} everywhere but in {@code config};
 * {@code ui} in {@code api} only; another service's code nowhere.
 */
public final class LayerRules {

    /** The names of X.509 belong to java.base, too. */
    private static final String[] JDK_AND_JSPECIFY = {"java..", "javax.security.auth.x500..", "org.jspecify.."};

    private static final String[] SHARED = {"org.mailkeep.contracts..", "org.mailkeep.openpgp.."};
    private static final String PLATFORM = "org.mailkeep.platform..";
    private static final String UI = "org.mailkeep.ui..";
    /** What a {@code @ConfigMapping} and the producer of the clock are made of. */
    private static final String[] CONFIGURATION = {
        "io.smallrye.config..",
        "org.eclipse.microprofile.config..",
        "jakarta.enterprise..",
        "jakarta.inject..",
        "jakarta.validation.."
    };

    private final String root;
    private final List<String> io;

    private LayerRules(String root, List<String> io) {
        this.root = root;
        this.io = io;
    }

    /**
     * The rules of one service.
     *
     * @param root its package, for example {@code org.mailkeep.policy}
     * @param ioPackages the packages below it that talk to the outside, for example {@code resolve}
     */
    public static LayerRules ofService(String root, String... ioPackages) {
        return new LayerRules(root, List.of(ioPackages));
    }

    /**
     * Checks the service's own classes, without its tests, against every rule.
     *
     * @throws AssertionError with the broken rule in a sentence, and each place that breaks it
     */
    public void check() {
        var classes = mainClasses(root);
        rules().forEach(rule -> rule.check(classes));
    }

    /**
     * Checks that contracts need nothing but the JDK, so that any program can read the events with them.
     *
     * @throws AssertionError with each place that does
     */
    public static void checkContracts() {
        contractsRule("org.mailkeep.contracts").check(mainClasses("org.mailkeep.contracts"));
    }

    static ArchRule contractsRule(String contracts) {
        return classes()
                .that()
                .resideInAPackage(contracts + "..")
                .should(onlyDependOnClassesThat(
                        resideInAnyPackage(JDK_AND_JSPECIFY).or(resideInAPackage(contracts + ".."))))
                .as("contracts may import java.* and jspecify only.");
    }

    List<ArchRule> rules() {
        var rules = new ArrayList<ArchRule>();
        rules.add(everyClassHasALayer());
        rules.add(servicesAreStrangers());
        rules.add(closed(
                "domain", with(JDK_AND_JSPECIFY, SHARED), "java.*, jspecify, contracts and openpgp only: it is pure"));
        rules.add(closed("config", with(JDK_AND_JSPECIFY, CONFIGURATION), "java.* and the configuration API only"));
        for (var one : io) {
            rules.add(open(one, List.of("domain", "config"), "I/O packages never import one another, app joins them"));
        }
        rules.add(open("store", List.of("domain"), "it maps entities to domain at its edge"));
        rules.add(open("events", List.of("domain"), "events leave through an outbox row, which app writes"));
        rules.add(open("app", appMayImport(), "it is the one place that joins the others, and knows no API"));
        rules.add(open("ops", List.of("app", "store", "config"), "it looks at them from beside"));
        rules.add(apiRule());
        rules.add(entitiesStayInside());
        rules.add(slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .as("No cycles: of two packages of " + root + " at most one may import the other."));
        return rules;
    }

    private List<String> appMayImport() {
        var allowed = new ArrayList<>(List.of("domain", "store", "events", "config"));
        allowed.addAll(io);
        return allowed;
    }

    /** A layer that may use nothing but itself and the given packages, libraries included. */
    private ArchRule closed(String layer, String[] packages, String sentence) {
        return rule(layer, resideInAnyPackage(packages).or(in(layer)), layer + " may import " + sentence + ".");
    }

    /** A layer that may use any library, itself and the given layers of this service. */
    private ArchRule open(String layer, List<String> layers, String why) {
        var allowed = outside().or(in(layer));
        for (var other : layers) {
            allowed = allowed.or(in(other));
        }
        return rule(
                layer, allowed, layer + " may import " + String.join(", ", layers) + " and libraries: " + why + ".");
    }

    private ArchRule apiRule() {
        var behindApp = resideInAnyPackage("org.mailkeep.platform.store..", "org.mailkeep.platform.dns..");
        return rule(
                "api",
                outside()
                        .and(DescribedPredicate.not(behindApp))
                        .or(resideInAPackage(UI))
                        .or(in("api"))
                        .or(in("app"))
                        .or(in("domain")),
                "api may import app, domain, ui and libraries: it goes through app.");
    }

    private ArchRule rule(String layer, DescribedPredicate<JavaClass> allowed, String sentence) {
        return classes()
                .that()
                .resideInAPackage(root + "." + layer + "..")
                .should(onlyDependOnClassesThat(allowed))
                .allowEmptyShould(true)
                .as(sentence);
    }

    private ArchRule everyClassHasALayer() {
        var layers = new ArrayList<>(List.of("domain", "store", "events", "app", "api", "config", "ops"));
        layers.addAll(io);
        var packages = layers.stream().map(layer -> root + "." + layer + "..").toArray(String[]::new);
        return classes()
                .that()
                .doNotHaveSimpleName("package-info")
                .should()
                .resideInAnyPackage(packages)
                .as("Every class of " + root + " lives in one of its layers: " + String.join(", ", layers) + ".");
    }

    private ArchRule servicesAreStrangers() {
        var allowed = resideInAnyPackage(SHARED)
                .or(resideInAnyPackage(PLATFORM, UI))
                .or(resideInAPackage(root + ".."))
                .or(DescribedPredicate.not(resideInAPackage("org.mailkeep..")));
        return classes()
                .should(onlyDependOnClassesThat(allowed))
                .as("Of Mailkeep's other modules a service may import contracts, openpgp, platform and ui only:"
                        + " services meet in Kafka topics and HTTP.");
    }

    private ArchRule entitiesStayInside() {
        return classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .resideInAPackage(root + ".store..")
                .andShould()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .as("Entities are package-private in store: everybody else sees domain records.");
    }

    private DescribedPredicate<JavaClass> in(String layer) {
        return resideInAPackage(root + "." + layer + "..");
    }

    private DescribedPredicate<JavaClass> outside() {
        return DescribedPredicate.not(resideInAnyPackage(root + "..", UI));
    }

    private static String[] with(String[] some, String[] more) {
        var all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static JavaClasses mainClasses(String root) {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        if (classes.isEmpty()) {
            throw new AssertionError("There is no class in " + root + " to check the layers of.");
        }
        return classes;
    }
}
