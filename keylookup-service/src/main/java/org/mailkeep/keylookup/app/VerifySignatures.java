package org.mailkeep.keylookup.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.keylookup.domain.SignatureVerdict;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.keylookup.store.KnownOfAddress;
import org.mailkeep.keylookup.store.StoredPin;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.DataSignature;
import org.mailkeep.platform.context.HeavyWork;
import org.mailkeep.platform.store.StoreResult;

/**
 * Verifies detached signatures. Whose they are is found among known keys, then on keyservers by fingerprint or key ID; the
 * domain of an address is never asked, for the signer would learn who reads the mail.
 */
@ApplicationScoped
public class VerifySignatures {

    private final FindCertificate certificates;
    private final KeyRepository keys;
    private final HeavyWork workers;
    private final AcceptancePolicy policy;
    private final Clock clock;

    VerifySignatures(
            FindCertificate certificates, KeyRepository keys, HeavyWork workers, AcceptancePolicy policy, Clock clock) {
        this.certificates = certificates;
        this.keys = keys;
        this.workers = workers;
        this.policy = policy;
        this.clock = clock;
    }

    /** Data that can be read several times, from the start each time. */
    public interface Document {
        InputStream open() throws IOException;
    }

    /**
     * What is known of one signature.
     *
     * @param issuer as the signature names it: a fingerprint, else a key ID, else empty
     * @param signer the primary key of the certificate; empty when there is none
     * @param addresses of the certificate's user IDs, and how sure each is
     */
    public record Verified(
            SignatureVerdict verdict,
            Optional<String> issuer,
            Optional<Instant> created,
            Optional<Fingerprint> signer,
            List<AddressOfSigner> addresses) {

        public Verified {
            addresses = List.copyOf(addresses);
        }
    }

    /** An address that a signer's certificate names. */
    public record AddressOfSigner(EmailAddress email, Certainty certainty) {}

    /** How sure it is that a key belongs to an address. */
    public enum Certainty {
        /** It is the key pinned for the address. */
        PINNED,
        /** It was shown for the address by the domain or a keyserver, and another key is pinned. */
        NOT_PINNED,
        /** Only the key itself says so. */
        CLAIMED,
        /** The store is away. */
        UNKNOWN
    }

    /** Verifies each of the signatures. Fails when the data cannot be read. */
    public Uni<List<Verified>> verify(List<DataSignature> signatures, Document data) {
        return Multi.createFrom()
                .iterable(signatures)
                .onItem()
                .transformToUniAndConcatenate(signature -> verify(signature, data))
                .collect()
                .asList();
    }

    private Uni<Verified> verify(DataSignature signature, Document data) {
        return issuer(signature).chain(outcome -> switch (outcome) {
            case FindCertificate.Outcome.Found found -> verify(signature, data, found.certificate());
            case FindCertificate.Outcome.NotFound _ ->
                Uni.createFrom().item(unknown(signature, "nobody has the key that the signature names"));
            case FindCertificate.Outcome.Failed(String why) ->
                Uni.createFrom().item(unknown(signature, "the key could not be looked up: " + why));
        });
    }

    private Uni<FindCertificate.Outcome> issuer(DataSignature signature) {
        Optional<Fingerprint> fingerprint =
                signature.issuerFingerprints().stream().findFirst();
        Optional<String> keyId = signature.issuerKeyIds().stream().findFirst();
        return fingerprint
                .map(certificates::byFingerprint)
                .or(() -> keyId.map(certificates::byKeyId))
                .orElseGet(() -> Uni.createFrom().item(new FindCertificate.Outcome.NotFound()));
    }

    private Uni<Verified> verify(DataSignature signature, Document data, Certificate certificate) {
        Instant now = clock.instant();
        return workers.run(() ->
                        SignatureVerdict.of(signature, check(signature, data, certificate), certificate, now, policy))
                .chain(verdict -> addresses(certificate, now)
                        .map(addresses -> new Verified(
                                verdict,
                                named(signature),
                                signature.created(),
                                Optional.of(certificate.fingerprint()),
                                addresses)));
    }

    private DataSignature.Check check(DataSignature signature, Document data, Certificate certificate) {
        try (InputStream in = data.open()) {
            return signature.check(certificate, in, policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Uni<List<AddressOfSigner>> addresses(Certificate certificate, Instant now) {
        return Multi.createFrom()
                .iterable(certificate.judge(now, policy).addresses())
                .onItem()
                .transformToUniAndConcatenate(email -> keys.load(email, List.of())
                        .map(result -> new AddressOfSigner(email, certainty(result, certificate.fingerprint()))))
                .collect()
                .asList();
    }

    private static Certainty certainty(StoreResult<KnownOfAddress> result, Fingerprint key) {
        return switch (result) {
            case StoreResult.Unavailable<KnownOfAddress> _ -> Certainty.UNKNOWN;
            case StoreResult.Done<KnownOfAddress>(KnownOfAddress known) -> {
                Optional<Fingerprint> pinned = known.pin().map(StoredPin::pin).map(Pin::fingerprint);
                boolean shown = known.history().stream()
                        .anyMatch(entry -> entry.fingerprint().equals(key));
                yield pinned.equals(Optional.of(key))
                        ? Certainty.PINNED
                        : shown ? Certainty.NOT_PINNED : Certainty.CLAIMED;
            }
        };
    }

    private static Verified unknown(DataSignature signature, String why) {
        return new Verified(
                SignatureVerdict.unknownKey(why), named(signature), signature.created(), Optional.empty(), List.of());
    }

    private static Optional<String> named(DataSignature signature) {
        return signature.issuerFingerprints().stream()
                .findFirst()
                .map(Fingerprint::hex)
                .or(() -> signature.issuerKeyIds().stream().findFirst());
    }
}
