package org.mailkeep.policy.domain.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;

/** RFC 9989 §4.10, §4.10.1 and §4.10.2. */
class TreeWalkTest {

    @Test
    void aLongNameIsAskedForEightTimes() {
        var zone = new Zone();

        zone.walk("a.b.c.d.e.f.g.h.i.j.mail.example.com");

        assertThat(zone.asked()) // the illustration of §4.10
                .containsExactly(
                        "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com",
                        "_dmarc.g.h.i.j.mail.example.com",
                        "_dmarc.h.i.j.mail.example.com",
                        "_dmarc.i.j.mail.example.com",
                        "_dmarc.j.mail.example.com",
                        "_dmarc.mail.example.com",
                        "_dmarc.example.com",
                        "_dmarc.com");
    }

    @Property(tries = 120)
    void noNameIsAskedForMoreOften(@ForAll @IntRange(min = 1, max = 120) int labels) {
        var zone = new Zone();

        zone.walk("a.".repeat(labels - 1) + "b");

        assertThat(zone.asked()).hasSize(Math.min(labels, TreeWalk.MAX_QUESTIONS));
    }

    @Test
    void aNameTooLongForARecordIsPassedOver() {
        var zone = new Zone();
        String label = "a".repeat(61);

        zone.walk(label + "." + label + "." + label + "." + label + ".com");

        assertThat(zone.asked()).hasSize(4).doesNotContain("_dmarc." + label);
    }

    @Test
    void theWalkStopsAtPsd() {
        var zone = new Zone().with("mail.example.com", "v=DMARC1; psd=n").with("example.com", "v=DMARC1");

        zone.walk("a.mail.example.com");

        assertThat(zone.asked()).containsExactly("_dmarc.a.mail.example.com", "_dmarc.mail.example.com"); // step 6
    }

    @Test
    void theOrganizationalDomain() {
        // The three examples of §4.10.2.
        assertThat(new Zone()
                        .with("mail.example.com", "v=DMARC1; p=none")
                        .with("example.com", "v=DMARC1; p=none")
                        .organization("a.mail.example.com"))
                .isEqualTo("example.com");
        assertThat(new Zone().with("mail.example.com", "v=DMARC1; psd=n").organization("a.mail.example.com"))
                .isEqualTo("mail.example.com");
        assertThat(new Zone().with("com", "v=DMARC1; psd=y").organization("a.mail.example.com"))
                .isEqualTo("example.com");
        // "other than the one for the domain where the tree walk started"
        assertThat(new Zone().with("example.com", "v=DMARC1; psd=y").organization("example.com"))
                .isEqualTo("example.com");
        // "If this process does not determine the Organizational Domain, then the initial target domain is" it.
        assertThat(new Zone().organization("a.example.com")).isEqualTo("a.example.com");
        // Of several records of a name all are discarded (step 2).
        assertThat(new Zone()
                        .with("example.com", "v=DMARC1; p=none\nv=DMARC1; p=reject")
                        .organization("a.example.com"))
                .isEqualTo("a.example.com");
        // Records of others do not count (step 2).
        assertThat(new Zone().with("example.com", "v=spf1 -all\nv=DMARC1").organization("a.example.com"))
                .isEqualTo("example.com");
    }

    @Test
    void thePolicyOfTheNearestPlaceApplies() {
        var zone = new Zone()
                .with("mail.example.com", "v=DMARC1; p=reject")
                .with("example.com", "v=DMARC1; p=quarantine")
                .with("com", "v=DMARC1; p=none; psd=y");
        policy(zone, "mail.example.com", "mail.example.com", PolicyDiscovery.Place.AUTHOR_DOMAIN);
        policy(zone, "other.example.com", "example.com", PolicyDiscovery.Place.ORGANIZATIONAL_DOMAIN);
        policy(zone, "a.mail.example.com", "example.com", PolicyDiscovery.Place.ORGANIZATIONAL_DOMAIN);
        policy(zone, "www.unrelated.com", "com", PolicyDiscovery.Place.PUBLIC_SUFFIX);
    }

    @Test
    void withoutRecordDmarcDoesNotApply() {
        assertThat(PolicyDiscovery.of(new Zone().walk("a.example.com"))).isEqualTo(new PolicyDiscovery.NotPublished());
    }

    @Test
    void aFailureOnTheWayLeavesThePolicyOpen() {
        assertThat(PolicyDiscovery.of(new Zone()
                        .failing("example.com")
                        .with("com", "v=DMARC1")
                        .walk("a.example.com")))
                .isInstanceOf(PolicyDiscovery.Undetermined.class);
        assertThat(PolicyDiscovery.of(new Zone()
                        .with("a.example.com", "v=DMARC1")
                        .failing("example.com")
                        .walk("a.example.com")))
                .as("the author domain's own record is enough")
                .isInstanceOf(PolicyDiscovery.Found.class);
    }

    private static void policy(Zone zone, String author, String at, PolicyDiscovery.Place place) {
        assertThat(PolicyDiscovery.of(zone.walk(author)))
                .as(author)
                .isInstanceOfSatisfying(PolicyDiscovery.Found.class, found -> {
                    assertThat(found.at()).isEqualTo(new DomainName(at));
                    assertThat(found.place()).isEqualTo(place);
                });
    }
}
