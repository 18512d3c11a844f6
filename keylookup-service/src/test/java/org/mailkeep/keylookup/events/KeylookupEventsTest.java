package org.mailkeep.keylookup.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.contracts.KeylookupEvent;
import org.mailkeep.keylookup.domain.PinEntry;
import org.mailkeep.keylookup.domain.Source;
import org.mailkeep.keylookup.events.KeylookupEvents.Reason;
import org.mailkeep.openpgp.RevocationReason;
import org.mailkeep.openpgp.Standing;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;

class KeylookupEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final EmailAddress EMAIL = EmailAddress.of("a@example.com");
    private static final Fingerprint ONE = new Fingerprint("A".repeat(40));
    private static final Fingerprint OTHER = new Fingerprint("B".repeat(64));

    @Test
    void everyEventIsWhatItsSchemaPromises() throws IOException {
        fits(KeylookupEvents.changed(Optional.of(EMAIL), ONE, List.of("new-key"), Reason.LOOKUP, NOW));
        fits(KeylookupEvents.changed(Optional.empty(), OTHER, List.of("subkeys", "expiry"), Reason.REFRESH, NOW));
        fits(KeylookupEvents.revoked(
                Optional.of(EMAIL), ONE, new Standing.Revoked(RevocationReason.COMPROMISED, NOW), NOW));
        fits(KeylookupEvents.conflict(
                EMAIL,
                ONE,
                OTHER,
                List.of(new PinEntry(NOW, PinEntry.What.PINNED, ONE, Source.WKD_DIRECT, "first use")),
                NOW));
        assertThat(schema("key.changed").validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Outbox.Message message =
                KeylookupEvents.changed(Optional.of(EMAIL), ONE, List.of("new-key"), Reason.LOOKUP, NOW);
        assertThat(message.key()).isEqualTo("a@example.com");
        assertThat(KeyTopics.keylookupEvent(message.type(), message.payload()))
                .contains(new KeylookupEvent.KeyChanged(Optional.of(EMAIL), ONE, List.of("new-key"), "lookup", NOW));
        assertThat(KeylookupEvents.changed(Optional.empty(), ONE, List.of("new-key"), Reason.LOOKUP, NOW)
                        .key())
                .isEqualTo(ONE.hex());
        assertThat(KeyTopics.keylookupEvent("another.type", message.payload())).isEmpty();
        assertThat(KeyTopics.keylookupEvent(message.type(), "{\"fingerprint\":7}"))
                .isEmpty();
    }

    @Test
    void ofTheDirectorysEventsOnlyWhomTheyConcernIsRead() {
        assertThat(EventJson.read(
                        "{\"address\":\"a@example.com\",\"domain\":\"example.com\",\"hash\":\"x\"}",
                        KeyTopics.DirectoryChange.class))
                .contains(new KeyTopics.DirectoryChange(Optional.of(EMAIL), new DomainName("example.com")));
        assertThat(EventJson.read("{\"domain\":\"example.com\"}", KeyTopics.DirectoryChange.class))
                .contains(new KeyTopics.DirectoryChange(Optional.empty(), new DomainName("example.com")));
    }

    private static void fits(Outbox.Message message) throws IOException {
        assertThat(schema(message.type()).validate(message.payload(), InputFormat.JSON))
                .as(message.payload())
                .isEmpty();
    }

    private static Schema schema(String type) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(KeylookupEvent.class.getResourceAsStream("/schemas/" + type + ".json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, InputFormat.JSON);
        }
    }
}
