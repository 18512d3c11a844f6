package org.mailkeep.policy.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;
import org.mailkeep.policy.domain.override.Effect;
import org.mailkeep.policy.domain.override.OperatorOverride;

class PolicyEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final DomainName DOMAIN = new DomainName("a.example");

    @Test
    void everyEventIsWhatItsSchemaPromises() throws IOException {
        fits(PolicyEvents.changed(SamplePolicies.dane("a.example", NOW, LIFE).withVersion(1), "lookup", NOW));
        fits(PolicyEvents.changed(
                SamplePolicies.sts("a.example", Mode.ENFORCE, NOW, LIFE).withVersion(1L << 40), "lookup", NOW));
        fits(PolicyEvents.changed(SamplePolicies.none("a.example", NOW, LIFE).withVersion(2), "x".repeat(5000), NOW));
        var override = new OperatorOverride(
                DOMAIN, new Effect.PinDane(), NOW.plus(LIFE), "why", "somebody", NOW, Optional.empty());
        fits(PolicyEvents.changed(override, 4, "override"));
        fits(PolicyEvents.purged(DOMAIN, 3, "operator \"quoted\"\n", NOW));
    }

    @Test
    void theSchemasRefuseWhatIsNone() throws IOException {
        assertThat(schema("policy.purged").validate("{}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema("policy.purged")
                        .validate(purged("UPPER.example", "1", "2026-11-23T10:00:00Z"), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema("policy.purged").validate(purged("a.example", "0", "2026-11-23T10:00:00Z"), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema("policy.purged").validate(purged("a.example", "1", "2026-11-23T10:00:00Z"), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Outbox.Message message = PolicyEvents.purged(DOMAIN, 3, "operator", NOW);
        assertThat(message.payload())
                .isEqualTo("{\"domain\":\"a.example\",\"version\":3,\"reason\":\"operator\","
                        + "\"at\":\"2026-11-23T10:00:00.500Z\"}");
        assertThat(PolicyTopic.policyEvent(message.type(), message.payload()))
                .contains(new TlsPolicyEvent.Purged(DOMAIN, 3, "operator", NOW));

        TlsPolicy policy = SamplePolicies.dane("a.example", NOW, LIFE).withVersion(4);
        Outbox.Message changed = PolicyEvents.changed(policy, "lookup", NOW);
        assertThat(PolicyTopic.policyEvent(changed.type(), changed.payload()))
                .contains(new TlsPolicyEvent.Changed(DOMAIN, 4, "lookup", NOW, "dane", "OK dane-only"));
    }

    @Test
    void requestsAreReadAsPeopleWriteThem() throws IOException {
        String body = "{\"domain\":\"Bücher.EXAMPLE.\",\"reason\":\"r\",\"evidence\":\"\",\"later\":[]}";
        assertThat(schema("policy.recheck-requested").validate(body, InputFormat.JSON))
                .isEmpty();
        assertThat(PolicyTopic.recheckRequested(RecheckRequested.TYPE, body))
                .contains(new RecheckRequested(new DomainName("xn--bcher-kva.example"), "r", ""));
    }

    @Test
    void whatIsNoEventIsNone() {
        none(TlsPolicyEvent.Purged.TYPE, "");
        none(TlsPolicyEvent.Purged.TYPE, "null");
        none(TlsPolicyEvent.Purged.TYPE, "{");
        none(TlsPolicyEvent.Purged.TYPE, "[".repeat(100_000));
        none(
                TlsPolicyEvent.Purged.TYPE,
                "{\"domain\":\"a b\",\"version\":1,\"reason\":\"\",\"at\":\"2026-11-23T10:00:00Z\"}");
        none(TlsPolicyEvent.Purged.TYPE, "{\"domain\":\"a.example\",\"reason\":\"\",\"at\":\"2026-11-23T10:00:00Z\"}");
        none("policy.unheard-of", purged("a.example", "1", "2026-11-23T10:00:00Z"));
    }

    private static void none(String type, String body) {
        assertThat(PolicyTopic.policyEvent(type, body)).isEqualTo(Optional.empty());
    }

    private static String purged(String domain, String version, String at) {
        return "{\"domain\":\"%s\",\"version\":%s,\"reason\":\"\",\"at\":\"%s\"}".formatted(domain, version, at);
    }

    private static void fits(Outbox.Message message) throws IOException {
        assertThat(schema(message.type())
                        .validate(
                                message.payload(),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    private static Schema schema(String type) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(TlsPolicyEvent.class.getResourceAsStream("/schemas/" + type + ".json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(file, InputFormat.JSON);
        }
    }
}
