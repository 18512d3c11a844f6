package org.mailkeep.keydir.domain.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.SampleKey;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.AddressState;
import org.mailkeep.keydir.domain.ownership.HeldAddress;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.domain.served.Verification;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.UserId;
import org.mailkeep.openpgp.packet.Octets;

/** Which keys are served for an address. */
class PublishingRuleTest {

    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration GRACE = Duration.ofDays(30);
    private static final Duration OVERLAP = Duration.ofDays(14);
    private static final EmailAddress ADDRESS = EmailAddress.of("alice@own.example");
    private static final String USER_ID = "Alice <alice@own.example>";
    private static final PublishingRule RULE =
            new PublishingRule(AcceptancePolicy.rfc9580(), GRACE, OVERLAP, 256 << 10);

    @Test
    void aValidKeyWithTheAddressIsServedWithThatUserIdAlone() {
        SampleKey key = SampleKey.usual(MADE, "Other <other@own.example>", USER_ID, "bob@own.example");
        AddressPublication publication = publish(NOW, uploaded(key, NOW));
        assertThat(verdicts(publication)).containsExactly(published());
        assertThat(SampleKey.read(publication.body().orElseThrow().toArray()).userIds())
                .extracting(UserId::text)
                .containsExactly(USER_ID);
        assertThat(publication.nextChange()).isEmpty();
    }

    @Test
    void aKeyIsWithheldForOneReasonEach() {
        withheld(Withholding.NO_MATCHING_USER_ID, SampleKey.usual(MADE, "Alice <alice@other.example>"));
        withheld(Withholding.NO_MATCHING_USER_ID, SampleKey.usual(MADE, "alice+tag@own.example")); // another mailbox
        withheld(Withholding.NO_MATCHING_USER_ID, SampleKey.bare(MADE).encryption()); // as key servers send it
        withheld(
                Withholding.REVOKED,
                SampleKey.usual(MADE, USER_ID, "bob@own.example").revokedUserId(USER_ID, MADE.plusSeconds(60)));
        withheld(
                Withholding.REVOKED,
                SampleKey.usual(MADE, USER_ID)
                        .revokedUserId(USER_ID, MADE.plusSeconds(60))
                        .revoked(MADE));
        withheld(Withholding.NOT_YET_VALID, SampleKey.usual(NOW.plusSeconds(3600), USER_ID));
        withheld(
                Withholding.EXPIRED,
                SampleKey.bare(MADE)
                        .userId(USER_ID, Duration.between(MADE, NOW.minus(GRACE)))
                        .encryption());
    }

    @Test
    void whatIsOddIsServedWithAWarning() {
        warned(Warning.NO_ENCRYPTION_KEY, SampleKey.bare(MADE).userId(USER_ID));
        warned(Warning.REVOKED, SampleKey.usual(MADE, USER_ID).revoked(MADE.plusSeconds(60)));
        warned(
                Warning.EXPIRY_RESTS_ON_OTHER_USER_ID,
                SampleKey.bare(MADE)
                        .prolonged("bob@own.example", MADE.plusSeconds(60), Duration.ofDays(3650))
                        .userId(USER_ID, Duration.ofDays(3000))
                        .encryption());
    }

    @Test
    void theAddressIsComparedAsADirectoryDoes() {
        assertThat(verdicts(publish(NOW, uploaded(SampleKey.usual(MADE, "Alice <ALICE@Own.Example>"), NOW))))
                .containsExactly(published());
        assertThat(verdicts(publish(NOW, uploaded(SampleKey.usual(MADE, "alice@own.example"), NOW))))
                .containsExactly(published());
    }

    @Test
    void anExpiredKeyIsShownForAWhile() {
        Instant end = NOW.plus(Duration.ofDays(60));
        SampleKey key = SampleKey.bare(MADE)
                .userId(USER_ID, Duration.between(MADE, end))
                .encryption();
        UploadedKey uploaded = uploaded(key, NOW);
        Optional<Instant> graceEnd = Optional.of(end.plus(GRACE));
        assertThat(verdicts(publish(NOW, uploaded))).containsExactly(new Verdict.Published(graceEnd, Set.of()));
        assertThat(verdicts(publish(end, uploaded)))
                .containsExactly(new Verdict.Published(graceEnd, Set.of(Warning.EXPIRED, Warning.NO_ENCRYPTION_KEY)));
        assertThat(verdicts(publish(end.plus(GRACE), uploaded)))
                .containsExactly(new Verdict.Withheld(Withholding.EXPIRED));
        assertThat(schedule(NOW, uploaded))
                .containsExactly(
                        end.minus(Duration.ofDays(30)),
                        end.minus(Duration.ofDays(7)),
                        end.minus(Duration.ofDays(1)),
                        end,
                        end.plus(GRACE));
    }

    @Test
    void aNewerKeyTakesThePlaceOfAnOlderOneAfterTheOverlap() {
        UploadedKey old = uploaded(SampleKey.usual(MADE, USER_ID), MADE);
        UploadedKey recent = uploaded(SampleKey.usual(MADE.plusSeconds(60), USER_ID), NOW);
        Instant overlapEnd = NOW.plus(OVERLAP);
        AddressPublication both = publish(NOW, old, recent);
        assertThat(both.published())
                .extracting(AddressPublication.OfKey::fingerprint)
                .containsExactly(
                        recent.certificate().fingerprint(), old.certificate().fingerprint());
        assertThat(verdicts(both))
                .containsExactly(
                        published(), new Verdict.Published(Optional.of(overlapEnd), Set.of(Warning.SUPERSEDED)));
        assertThat(schedule(NOW, old, recent)).containsExactly(overlapEnd);
        assertThat(verdicts(publish(overlapEnd, old, recent)))
                .containsExactly(published(), new Verdict.Withheld(Withholding.SUPERSEDED));
    }

    @Test
    void aKeyThatServesLessTakesNoPlace() {
        UploadedKey old = uploaded(SampleKey.usual(MADE, USER_ID), MADE);
        Instant later = NOW.plus(Duration.ofDays(100));
        for (SampleKey worse : List.of(
                SampleKey.bare(MADE.plusSeconds(60)).userId(USER_ID), // nobody can encrypt to it
                SampleKey.usual(MADE.plusSeconds(60), USER_ID).revoked(NOW),
                SampleKey.usual(MADE.plusSeconds(60), "bob@own.example"),
                SampleKey.bare(MADE.plusSeconds(60))
                        .userId(USER_ID, Duration.ofDays(1))
                        .encryption())) {
            assertThat(publish(later, old, uploaded(worse, NOW))
                            .verdictOn(old.certificate().fingerprint()))
                    .contains(published());
        }
    }

    @Test
    void aRevokedKeyIsServedBesideItsSuccessorForGood() {
        UploadedKey revoked = uploaded(SampleKey.usual(MADE, USER_ID).revoked(NOW), MADE);
        UploadedKey recent = uploaded(SampleKey.usual(MADE.plusSeconds(60), USER_ID), NOW);
        AddressPublication publication = publish(NOW.plus(Duration.ofDays(1000)), revoked, recent);
        assertThat(publication.published())
                .extracting(AddressPublication.OfKey::fingerprint)
                .containsExactly(
                        recent.certificate().fingerprint(),
                        revoked.certificate().fingerprint());
    }

    @Test
    void anAnswerIsNoLargerThanClientsTake() {
        UploadedKey one = uploaded(SampleKey.usual(MADE, USER_ID), NOW);
        UploadedKey other = uploaded(SampleKey.usual(MADE.plusSeconds(60), USER_ID), NOW);
        int octets = publish(NOW, one).body().orElseThrow().size();
        PublishingRule tight = new PublishingRule(AcceptancePolicy.rfc9580(), GRACE, OVERLAP, octets + 1);
        AddressPublication publication = tight.apply(ADDRESS, Optional.empty(), List.of(one, other), NOW);
        assertThat(verdicts(publication)).containsExactly(published(), new Verdict.Withheld(Withholding.TOO_LARGE));
        assertThat(publication.published().getFirst().fingerprint())
                .isEqualTo(other.certificate().fingerprint());
    }

    @Test
    void onlyWhoUsesAnAddressOfAServedDomainPublishes() {
        AccountId alice = new AccountId("alice");
        Optional<DirectoryDomain> own = domain(DirectoryDomain.Kind.OWN, new Verification.NotNeeded(MADE));
        Optional<DirectoryDomain> lapsed = domain(DirectoryDomain.Kind.CUSTOM, new Verification.Lapsed(MADE, "gone"));
        entitled(Optional.empty(), own, held("alice", new AddressState.Primary()), alice);
        entitled(Optional.empty(), own, held("alice", new AddressState.Alias()), alice);
        entitled(Optional.of(Withholding.RETIRED), own, held("alice", new AddressState.Retired()), alice);
        entitled(Optional.of(Withholding.RETIRED), own, held("alice", new AddressState.Removed(NOW)), alice);
        entitled(Optional.of(Withholding.NOT_OWNER), own, held("bob", new AddressState.Alias()), alice);
        entitled(Optional.of(Withholding.NOT_OWNER), own, Optional.empty(), alice);
        entitled(Optional.of(Withholding.DOMAIN_NOT_VERIFIED), lapsed, held("alice", new AddressState.Alias()), alice);
        entitled(Optional.of(Withholding.FOREIGN_DOMAIN), Optional.empty(), Optional.empty(), alice);

        AddressPublication nothing = RULE.apply(
                ADDRESS, Optional.of(Withholding.RETIRED), List.of(uploaded(SampleKey.usual(MADE, USER_ID), NOW)), NOW);
        assertThat(verdicts(nothing)).containsExactly(new Verdict.Withheld(Withholding.RETIRED));
        assertThat(nothing.body()).isEmpty();
    }

    @Test
    void theKeysInAnAnswerCanBeToldApart() {
        UploadedKey old = uploaded(SampleKey.usual(MADE, USER_ID), MADE);
        UploadedKey recent = uploaded(SampleKey.usual(MADE.plusSeconds(60), USER_ID), NOW);
        AddressPublication both = publish(NOW, old, recent);
        Map<?, Octets> parts = ServedKeys.in(both.body().orElseThrow());
        assertThat(parts.keySet())
                .isEqualTo(Set.of(
                        recent.certificate().fingerprint(), old.certificate().fingerprint()));
        assertThat(Octets.join(parts.values().toArray(Octets[]::new)))
                .isEqualTo(both.body().orElseThrow());
    }

    @Test
    void eachClientIsSaidHowItSeesTheKey() {
        sees(SampleKey.usual(MADE, USER_ID), Client.GNUPG, ClientView.Effect.WORKS);
        sees(SampleKey.usual(MADE, USER_ID), Client.SEQUOIA, ClientView.Effect.WORKS);
        sees(SampleKey.usual(MADE, "Alice <Alice@own.example>"), Client.SEQUOIA, ClientView.Effect.RESTRICTED);
        sees(SampleKey.usual(MADE, "Alice <Alice@own.example>"), Client.GNUPG, ClientView.Effect.WORKS);
        SampleKey version6 = SampleKey.version6(MADE).userId(USER_ID).encryption();
        sees(version6, Client.GNUPG, ClientView.Effect.FAILS);
        sees(version6, Client.THUNDERBIRD, ClientView.Effect.FAILS);
        sees(version6, Client.PROTON, ClientView.Effect.WORKS);
        sees(SampleKey.bare(MADE).userId(USER_ID), Client.PROTON, ClientView.Effect.FAILS);
    }

    @Test
    void eachNoticeHasItsTime() {
        Instant end = NOW;
        notice(end.minus(Duration.ofDays(31)), end, Optional.empty());
        notice(end.minus(Duration.ofDays(30)), end, Optional.of(ExpiryNotice.MONTH));
        notice(end.minus(Duration.ofDays(8)), end, Optional.of(ExpiryNotice.MONTH));
        notice(end.minus(Duration.ofDays(7)), end, Optional.of(ExpiryNotice.WEEK));
        notice(end.minus(Duration.ofHours(24)), end, Optional.of(ExpiryNotice.DAY));
        notice(end, end, Optional.empty());
    }

    private static void notice(Instant now, Instant end, Optional<ExpiryNotice> expected) {
        assertThat(ExpiryNotice.due(end, now)).isEqualTo(expected);
    }

    private static void sees(SampleKey key, Client client, ClientView.Effect effect) {
        AddressPublication publication = publish(NOW, uploaded(key, NOW));
        Certificate served = publication.published().getFirst().minimised().orElseThrow();
        var findings = ClientView.of(ADDRESS, served, served.judge(NOW, AcceptancePolicy.rfc9580()), served.size());
        assertThat(ClientView.effectOf(findings.getOrDefault(client, List.of())))
                .as("%s", findings)
                .isEqualTo(effect);
    }

    private static void entitled(
            Optional<Withholding> expected,
            Optional<DirectoryDomain> domain,
            Optional<HeldAddress> holding,
            AccountId account) {
        assertThat(Entitlement.hindrance(domain, holding, account)).isEqualTo(expected);
    }

    private static void withheld(Withholding why, SampleKey key) {
        AddressPublication publication = publish(NOW, uploaded(key, NOW));
        assertThat(verdicts(publication)).containsExactly(new Verdict.Withheld(why));
        assertThat(publication.body()).isEmpty();
    }

    private static void warned(Warning warning, SampleKey key) {
        assertThat(verdicts(publish(NOW, uploaded(key, NOW))))
                .first()
                .isInstanceOfSatisfying(
                        Verdict.Published.class,
                        published -> assertThat(published.warnings()).containsExactly(warning));
    }

    private static Verdict published() {
        return new Verdict.Published(Optional.empty(), Set.of());
    }

    /** Each time at which something may change, as the schedule would find them one after the other. */
    private static Stream<Instant> schedule(Instant from, UploadedKey... keys) {
        return Stream.iterate(
                        publish(from, keys).nextChange(),
                        Optional::isPresent,
                        at -> publish(at.orElseThrow(), keys).nextChange())
                .map(Optional::orElseThrow);
    }

    private static AddressPublication publish(Instant now, UploadedKey... keys) {
        return RULE.apply(ADDRESS, Optional.empty(), List.of(keys), now);
    }

    private static List<Verdict> verdicts(AddressPublication publication) {
        return publication.keys().stream()
                .map(AddressPublication.OfKey::verdict)
                .toList();
    }

    private static UploadedKey uploaded(SampleKey key, Instant at) {
        return new UploadedKey(key.certificate(), at);
    }

    private static Optional<HeldAddress> held(String account, AddressState state) {
        return Optional.of(new HeldAddress(ADDRESS, new AccountId(account), state));
    }

    private static Optional<DirectoryDomain> domain(DirectoryDomain.Kind kind, Verification verification) {
        return Optional.of(new DirectoryDomain(ADDRESS.domain(), kind, "token", verification));
    }
}
