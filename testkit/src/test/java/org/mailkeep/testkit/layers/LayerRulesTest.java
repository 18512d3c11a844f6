package org.mailkeep.testkit.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code good} holds a small service in order; {@code bad} one where each class breaks the rule that it is named after. */
class LayerRulesTest {

    private static final String HERE = "org.mailkeep.testkit.layers.";

    @Test
    void aServiceInOrderPasses() {
        var classes = new ClassFileImporter().importPackages(HERE + "good");

        assertThat(classes.contain(HERE + "good.store.VerdictEntity")).isTrue();
        assertThatCode(() -> LayerRules.ofService(HERE + "good", "resolve", "lookup")
                        .rules()
                        .forEach(rule -> rule.check(classes)))
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("misc.HasNoLayer", "Every class of " + HERE + "bad lives in one of its layers: domain"),
                Arguments.of("app.UsesOtherService", "a service may import contracts, openpgp, platform and ui only"),
                Arguments.of("domain.UsesALibrary", "domain may import java.*, jspecify, contracts and openpgp only"),
                Arguments.of("config.UsesALibrary", "config may import java.* and the configuration API only"),
                Arguments.of(
                        "resolve.UsesOtherIo", "resolve may import domain, config and libraries: I/O packages never"),
                Arguments.of("lookup.UsesStore", "lookup may import domain, config and libraries"),
                Arguments.of("store.UsesConfig", "store may import domain and libraries"),
                Arguments.of("events.UsesStore", "events may import domain and libraries"),
                Arguments.of(
                        "app.UsesApi", "app may import domain, store, events, config, resolve, lookup and libraries"),
                Arguments.of("ops.UsesEvents", "ops may import app, store, config and libraries"),
                Arguments.of("api.UsesStore", "api may import app, domain, ui and libraries: it goes through app"),
                Arguments.of("store.PublicEntity", "Entities are package-private in store"),
                Arguments.of("app.one", "No cycles"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatBreaksARuleIsNamedWithTheAllowedDirection(String offender, String sentence) {
        assertThat(complaints()).anySatisfy(complaint -> assertThat(complaint).contains(sentence, "bad." + offender));
    }

    @Test
    void everyRuleHasAnOffenderAbove() {
        var rules = LayerRules.ofService(HERE + "bad", "resolve", "lookup").rules();

        assertThat(complaints()).hasSameSizeAs(rules).hasSize((int) broken().count());
    }

    @Test
    void contractsNeedNothingButTheJdk() {
        assertThatCode(() -> LayerRules.contractsRule(HERE + "contracts.fine")
                        .check(new ClassFileImporter().importPackages(HERE + "contracts.fine")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> LayerRules.contractsRule(HERE + "contracts")
                        .check(new ClassFileImporter().importPackages(HERE + "contracts")))
                .hasMessageContaining("contracts may import java.* and jspecify only.")
                .hasMessageContaining("org.xbill.DNS.Name");
        assertThatCode(LayerRules::checkContracts).doesNotThrowAnyException();
    }

    @Test
    void aMistypedPackageIsAnError() {
        assertThatThrownBy(LayerRules.ofService("org.mailkeep.polcy", "resolve")::check)
                .hasMessage("There is no class in org.mailkeep.polcy to check the layers of.");
    }

    private static List<String> complaints() {
        var classes = new ClassFileImporter().importPackages(HERE + "bad");
        return LayerRules.ofService(HERE + "bad", "resolve", "lookup").rules().stream()
                .map(rule -> rule.evaluate(classes))
                .filter(result -> result.hasViolation())
                .map(result -> result.getFailureReport().toString())
                .toList();
    }
}
