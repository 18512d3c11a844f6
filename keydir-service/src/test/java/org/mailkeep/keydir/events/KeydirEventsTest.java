package org.mailkeep.keydir.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.platform.events.EventJson;

class KeydirEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final EmailAddress ADDRESS = EmailAddress.of("bücher+x@bücher.example");
    private static final String HASH = WkdHash.of(ADDRESS).value();
    private static final Fingerprint KEY = new Fingerprint("0123456789ABCDEF0123456789ABCDEF01234567");
    private static final Fingerprint KEY_6 = new Fingerprint("0123456789ABCDEF".repeat(4));

    @Test
    void everyEventIsWhatItsSchemaPromisesAndIsReadBack() throws IOException {
        for (KeydirEvent event : List.of(
                new KeydirEvent.KeyPublished(ADDRESS, ADDRESS.domain(), HASH, KEY, "uploaded", NOW),
                new KeydirEvent.KeyPublished(ADDRESS, ADDRESS.domain(), HASH, KEY_6, "revoked", NOW),
                new KeydirEvent.KeyWithdrawn(ADDRESS, ADDRESS.domain(), HASH, KEY, "superseded", NOW),
                new KeydirEvent.KeyExpiring(
                        ADDRESS, ADDRESS.domain(), HASH, KEY, "expiring", NOW, NOW.plus(Duration.ofDays(7)), 7),
                new KeydirEvent.AddressRetired(ADDRESS, ADDRESS.domain(), HASH, "retired", NOW),
                new KeydirEvent.DomainServed(ADDRESS.domain(), "verified", NOW),
                new KeydirEvent.DomainUnserved(ADDRESS.domain(), "lapsed", NOW))) {
            var message = KeydirEvents.message(event);
            assertThat(schema(event.type())
                            .validate(
                                    message.payload(),
                                    InputFormat.JSON,
                                    context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .isEmpty();
            assertThat(message.topic()).isEqualTo("mailkeep.keydir");
            assertThat(EventJson.read(message.payload(), event.getClass())).isEqualTo(Optional.of(event));
        }
    }

    @Test
    void eventsOfOneAddressHaveOneKey() {
        var published = new KeydirEvent.KeyPublished(ADDRESS, ADDRESS.domain(), HASH, KEY, "uploaded", NOW);
        assertThat(KeydirEvents.message(published).key()).isEqualTo("bücher+x@xn--bcher-kva.example");
        assertThat(KeydirEvents.message(new KeydirEvent.DomainServed(ADDRESS.domain(), "added", NOW))
                        .key())
                .isEqualTo("xn--bcher-kva.example");
    }

    @Test
    void theSchemasRefuseWhatIsNone() throws IOException {
        assertThat(schema("key.published").validate("{}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema("domain.served")
                        .validate(
                                "{\"domain\":\"UPPER.example\",\"reason\":\"\",\"at\":\"2026-11-23T10:00:00Z\"}",
                                InputFormat.JSON))
                .isNotEmpty();
    }

    private static Schema schema(String type) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(KeydirEvent.class.getResourceAsStream("/schemas/" + type + ".json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(file, InputFormat.JSON);
        }
    }
}
