package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bouncycastle.openpgp.PGPSignature.CERTIFICATION_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.KEY_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.SUBKEY_REVOCATION;
import static org.mailkeep.openpgp.TestSignature.ENCRYPT;
import static org.mailkeep.openpgp.TestSignature.SIGN;
import static org.mailkeep.openpgp.TestSignature.binding;
import static org.mailkeep.openpgp.TestSignature.certification;
import static org.mailkeep.openpgp.TestSignature.directKey;
import static org.mailkeep.openpgp.TestSignature.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.mailkeep.openpgp.TestKey.Kind;

/** Copies of one certificate, each with some of its signatures, merge into the same whatever the order. */
class MergeLawsTest {

    private static final CertificateLimits LIMITS = CertificateLimits.defaults();

    /** So tight that nearly every merge drops something. */
    private static final CertificateLimits TIGHT = LIMITS.withCounts(2, 1, 2, 1000);

    private static final Instant NOW = TestKey.CREATED.plus(Duration.ofDays(50));
    private static final List<String> USER_IDS = List.of("a@example.com", "b@example.com", "c@example.com");
    private static final Map<Kind, Pool> POOLS = new EnumMap<>(Kind.class);

    /** Three copies of one certificate. */
    record Copies(Certificate one, Certificate two, Certificate three) {}

    @Property(tries = 60)
    void theOrderMakesNoDifference(@ForAll("copies") Copies copies) {
        for (CertificateLimits limits : List.of(LIMITS, TIGHT)) {
            Certificate one = capped(copies.one, limits);
            Certificate two = capped(copies.two, limits);
            Certificate three = capped(copies.three, limits);
            assertThat(merge(one, two, limits)).isEqualTo(merge(two, one, limits)); // commutative
            assertThat(merge(merge(one, two, limits), three, limits))
                    .isEqualTo(merge(one, merge(two, three, limits), limits)); // associative
            assertThat(merge(one, one, limits)).isEqualTo(one); // idempotent
            assertThat(merge(merge(one, two, limits), two, limits)).isEqualTo(merge(one, two, limits));
        }
    }

    @Property(tries = 60)
    void whatIsMergedIsWhatIsReadFromBothTogether(@ForAll("copies") Copies copies) {
        Certificate merged = merge(copies.one, copies.two, LIMITS);
        assertThat(TestCertificate.read(merged.toBinary())).isEqualTo(merged);
        assertThat(copies.one.merge(copies.two, LIMITS))
                .isEqualTo(new Merging.Merged(merged, !merged.equals(copies.one)));
    }

    @Property(tries = 60)
    void noRevocationIsLost(@ForAll("copies") Copies copies) {
        for (CertificateLimits limits : List.of(LIMITS, TIGHT)) {
            Certificate merged = merge(merge(copies.one, copies.two, limits), copies.three, limits);
            for (Certificate copy : List.of(copies.one, copies.two, copies.three)) {
                boolean revoked = hardOf(copy.primarySignatures());
                assertThat(!revoked || hardOf(merged.primarySignatures())).isTrue();
                merged.signedUserIds()
                        .forEach((userId, signatures) -> assertThat(
                                        !hardOf(copy.signedUserIds().getOrDefault(userId, Signatures.NONE))
                                                || hardOf(signatures))
                                .isTrue());
                merged.signedSubkeys()
                        .forEach((subkey, signatures) -> assertThat(
                                        !hardOf(copy.signedSubkeys().getOrDefault(subkey, Signatures.NONE))
                                                || hardOf(signatures))
                                .isTrue());
            }
        }
    }

    @Property(tries = 60)
    void minimisingComesToTheSameBeforeAndAfterReading(@ForAll("copies") Copies copies) {
        Certificate merged = merge(copies.one, copies.two, LIMITS);
        for (UserId userId : merged.userIds()) {
            Minimised minimised = merged.minimise(userId.address().orElseThrow(), NOW, AcceptancePolicy.rfc9580());
            if (minimised instanceof Minimised.WithUserId only) {
                assertThat(only.certificate().userIds()).containsExactly(userId);
                assertThat(TestCertificate.read(only.certificate().toBinary())).isEqualTo(only.certificate());
                assertThat(only.certificate().minimise(userId.address().orElseThrow(), NOW, AcceptancePolicy.rfc9580()))
                        .isEqualTo(only);
                // a stripped copy takes nothing away
                assertThat(merge(merged, only.certificate(), LIMITS)).isEqualTo(merged);
            }
        }
    }

    @Provide
    Arbitrary<Copies> copies() {
        return Arbitraries.of(Kind.V4_RSA, Kind.V4_EDDSA_LEGACY, Kind.V4_ED25519, Kind.V6_ED25519)
                .map(MergeLawsTest::poolOf)
                .flatMap(pool -> Arbitraries.of(pool.items())
                        .list()
                        .ofMaxSize(14)
                        .map(pool::certificateOf)
                        .tuple3()
                        .map(three -> new Copies(three.get1(), three.get2(), three.get3())));
    }

    /** A signature, and what it is on: a user ID, a subkey or the primary key. */
    record Item(int part, PGPSignature signature) {}

    /** All signatures that copies are made of; they are made once, as signing takes longest. */
    record Pool(TestKey key, List<Item> items) {

        Certificate certificateOf(List<Item> chosen) {
            TestCertificate certificate = TestCertificate.bare(key);
            for (Item item : chosen) {
                switch (item.part) {
                    case 0, 1, 2 -> certificate.userId(USER_IDS.get(item.part));
                    case 3 -> certificate.subkey(key.encryption());
                    case 4 -> certificate.subkey(key.signing());
                    default -> {}
                }
                certificate.put(item.signature);
            }
            return certificate.certificate();
        }
    }

    private static synchronized Pool poolOf(Kind kind) {
        return POOLS.computeIfAbsent(kind, MergeLawsTest::makePool);
    }

    private static Pool makePool(Kind kind) {
        TestKey key = TestKey.shared(kind);
        PGPPublicKey primary = key.primary().getPublicKey();
        List<Item> items = new ArrayList<>();
        for (RevocationReason reason :
                List.of(RevocationReason.COMPROMISED, RevocationReason.RETIRED, RevocationReason.NONE_GIVEN)) {
            for (int day = 5; day < 20; day += 5) {
                for (int part = 0; part < USER_IDS.size(); part++) {
                    items.add(new Item(
                            part,
                            revocation(CERTIFICATION_REVOCATION, reason)
                                    .days(day)
                                    .overUserId(key.primary(), primary, USER_IDS.get(part))));
                }
                items.add(new Item(
                        3,
                        revocation(SUBKEY_REVOCATION, reason)
                                .days(day)
                                .overSubkey(
                                        key.primary(), primary, key.encryption().getPublicKey())));
                items.add(
                        new Item(5, revocation(KEY_REVOCATION, reason).days(day).overKey(key.primary(), primary)));
            }
        }
        for (int day = 0; day < 30; day += 6) {
            for (int part = 0; part < USER_IDS.size(); part++) {
                items.add(new Item(
                        part, certification().days(day).overUserId(key.primary(), primary, USER_IDS.get(part))));
            }
            items.add(new Item(
                    3,
                    binding(ENCRYPT)
                            .days(day)
                            .overSubkey(key.primary(), primary, key.encryption().getPublicKey())));
            items.add(new Item(
                    4,
                    binding(SIGN)
                            .days(day)
                            .backSigned(key.signing(), primary)
                            .overSubkey(key.primary(), primary, key.signing().getPublicKey())));
            items.add(new Item(5, directKey().days(day).overKey(key.primary(), primary)));
        }
        return new Pool(key, items);
    }

    private static boolean hardOf(Signatures signatures) {
        return signatures.revocations().stream()
                .anyMatch(revocation -> RevocationReason.of(revocation).isHard());
    }

    /** A merge with itself brings a copy within the limits. */
    private static Certificate capped(Certificate certificate, CertificateLimits limits) {
        return merge(certificate, certificate, limits);
    }

    private static Certificate merge(Certificate one, Certificate other, CertificateLimits limits) {
        return switch (one.merge(other, limits)) {
            case Merging.Merged merged -> merged.certificate();
            case Merging.DifferentKeys different -> throw new AssertionError(different.toString());
        };
    }
}
