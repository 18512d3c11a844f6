package org.mailkeep.keylookup.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeyWorldResource;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.keylookup.lookup.VksClient;
import org.mailkeep.keylookup.store.UploadRepository;
import org.mailkeep.keylookup.store.UploadRepository.Upload;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.pgp.KeyOwner;

/** What was uploaded is followed without anybody asking for it. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus injects the fields
class FollowUploadsTest extends KeylookupTest {

    @Inject
    VksClient vks;

    @Inject
    UploadRepository uploads;

    @Test
    void anAddressIsLookedUpUntilItIsPublished() {
        String email = world.domainWithoutHosts().address("alice");
        KeyOwner alice = KeyOwner.create(KeyWorld.CREATED, "Alice <" + email + ">");
        world.ownDirectory().publish(email, alice.certificate());
        given().auth()
                .oauth2(KeyWorldResource.TOKEN)
                .contentType("application/json")
                .body(Map.of("key", Armor.writePublicKey(alice.certificate()), "addresses", List.of(email)))
                .post("/v1/vks/uploads")
                .then()
                .statusCode(200);
        world.first().host().resetCount();
        String question = "by-email/" + email;
        Instant start = Instant.now();

        followAfter(start, Duration.ofMinutes(5));
        assertThat(world.first().asked()).as("too early").doesNotContain(question);
        followAfter(start, Duration.ofMinutes(11));
        assertThat(world.first().asked()).containsOnlyOnce(question);
        assertThat(state(alice.fingerprint())).isEqualTo("pending");
        followAfter(start, Duration.ofMinutes(12));
        assertThat(world.first().asked()).as("not again so soon").containsOnlyOnce(question);

        world.first().confirm(email);
        followAfter(start, Duration.ofHours(2));
        assertThat(state(alice.fingerprint())).isEqualTo("published");
        int asked = Collections.frequency(world.first().asked(), question);
        followAfter(start, Duration.ofDays(10));
        assertThat(Collections.frequency(world.first().asked(), question))
                .as("nothing more is to be found out")
                .isEqualTo(asked);
    }

    @Test
    void anAddressThatIsNeverConfirmedIsGivenUp() {
        String email = world.domainWithoutHosts().address("bob");
        KeyOwner bob = KeyOwner.create(KeyWorld.CREATED, "Bob <" + email + ">");
        Instant start = Instant.now();
        var pending = new Upload(bob.fingerprint(), vks.host(0), EmailAddress.of(email), true, Upload.PENDING, start);
        uploads.save(List.of(pending), start).await().atMost(Duration.ofSeconds(20));
        world.first().host().resetCount();

        followAfter(start, Duration.ofDays(31));
        followAfter(start, Duration.ofDays(400));

        assertThat(world.first().asked()).containsOnlyOnce("by-email/" + email);
        assertThat(state(bob.fingerprint())).isEqualTo("pending");
    }

    private String state(Fingerprint key) {
        return uploads.of(key).await().atMost(Duration.ofSeconds(20))
                        instanceof StoreResult.Done<List<Upload>>(List<Upload> known)
                ? known.getFirst().state()
                : "unknown";
    }

    private void followAfter(Instant start, Duration time) {
        new FollowUploads(vks, uploads, new MutableClock(start.plus(time)))
                .followThoseThatAreDue()
                .await()
                .atMost(Duration.ofSeconds(60));
    }
}
