package org.mailkeep.keylookup.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Finding;
import org.mailkeep.keylookup.domain.StepOutcome;
import org.mailkeep.keylookup.lookup.KeydirClient;
import org.mailkeep.keylookup.lookup.VksClient;
import org.mailkeep.keylookup.lookup.VksClient.Publishing;
import org.mailkeep.keylookup.store.UploadRepository;
import org.mailkeep.keylookup.store.UploadRepository.Upload;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.KeyringReading;
import org.mailkeep.platform.context.HeavyWork;
import org.mailkeep.platform.store.StoreResult;

/**
 * Publishes the certificate of one of our users on the first keyserver, and has verification mails sent to the addresses that
 * the caller names, and to no others. Our own directory must serve the certificate for each of them.
 */
@ApplicationScoped
public class PublishKey {

    private static final int SERVER = 0;

    private final VksClient vks;
    private final KeydirClient keydir;
    private final UploadRepository uploads;
    private final FollowUploads following;
    private final CertificateReader reader;
    private final HeavyWork workers;
    private final Clock clock;

    PublishKey(
            VksClient vks,
            KeydirClient keydir,
            UploadRepository uploads,
            FollowUploads following,
            CertificateReader reader,
            HeavyWork workers,
            Clock clock) {
        this.vks = vks;
        this.keydir = keydir;
        this.uploads = uploads;
        this.following = following;
        this.reader = reader;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * How far an address of an uploaded certificate is.
     *
     * @param server the keyserver's host
     * @param requested whether a verification mail was asked for
     * @param state the keyserver's word
     */
    public record AddressState(EmailAddress email, String server, boolean requested, String state, Instant at) {}

    /** What came of it. */
    public sealed interface Outcome {

        /** The keyserver has it; this is how far its addresses are. */
        record Published(Fingerprint fingerprint, List<AddressState> states) implements Outcome {}

        /** The body is not one certificate. */
        record NoCertificate(String why) implements Outcome {}

        /** Our own directory does not serve this certificate for the address. */
        record NotOurs(EmailAddress address) implements Outcome {}

        /** The keyserver refused it, could not be asked, or there is none. */
        record NotTaken(String why) implements Outcome {}
    }

    /**
     * Uploads and asks for verification.
     *
     * @param body one certificate, armored
     * @param addresses to be verified, at least one
     */
    public Uni<Outcome> publish(byte[] body, Set<EmailAddress> addresses) {
        return workers.run(() -> reader.read(body)).chain(reading -> switch (reading) {
            case KeyringReading.Certificates certificates ->
                certificates.certificates().size() == 1
                        ? publish(certificates.certificates().getFirst(), addresses)
                        : now(new Outcome.NoCertificate("exactly one certificate is taken"));
            case KeyringReading.SecretKey _ ->
                now(new Outcome.NoCertificate("this is a secret key, which must be regarded as exposed now"));
            case KeyringReading.TooLarge _ -> now(new Outcome.NoCertificate("the certificate is too large"));
            case KeyringReading.Malformed _ -> now(new Outcome.NoCertificate("this is no OpenPGP certificate"));
        });
    }

    /**
     * How far the addresses of an uploaded certificate are; those that wait for their mail are looked up.
     *
     * @return empty while the store is away
     */
    public Uni<Optional<List<AddressState>>> follow(Fingerprint fingerprint) {
        return uploads.of(fingerprint).chain(result -> switch (result) {
            case StoreResult.Done<List<Upload>>(List<Upload> known) ->
                following.follow(known).map(now -> Optional.of(shown(now)));
            case StoreResult.Unavailable<List<Upload>> _ -> Uni.createFrom().item(Optional.empty());
        });
    }

    private Uni<Outcome> publish(Certificate certificate, Set<EmailAddress> addresses) {
        if (vks.count() == 0) {
            return now(new Outcome.NotTaken("no keyserver is configured"));
        }
        return firstNotOurs(certificate, List.copyOf(addresses))
                .chain(foreign -> foreign.isPresent()
                        ? now(new Outcome.NotOurs(foreign.get()))
                        : vks.upload(SERVER, certificate).chain(uploaded -> switch (uploaded) {
                            case Publishing.Accepted accepted -> requestMails(certificate, accepted, addresses);
                            case Publishing.Rejected(int status) -> now(rejected(status));
                            case Publishing.Failed(String why) -> now(new Outcome.NotTaken(why));
                        }));
    }

    private Uni<Outcome> requestMails(
            Certificate certificate, Publishing.Accepted uploaded, Set<EmailAddress> addresses) {
        List<EmailAddress> open = addresses.stream()
                .filter(address -> !"published".equals(uploaded.states().get(address.toString())))
                .toList();
        Uni<Publishing> requested = open.isEmpty()
                ? Uni.createFrom().item(uploaded)
                : vks.requestVerification(SERVER, uploaded.token(), open);
        return requested.chain(answer -> switch (answer) {
            case Publishing.Accepted accepted -> {
                List<Upload> states = states(certificate.fingerprint(), accepted.states(), addresses);
                yield uploads.save(states, FollowUploads.firstTime(clock.instant()))
                        .replaceWith(new Outcome.Published(certificate.fingerprint(), shown(states)));
            }
            case Publishing.Rejected(int status) -> now(rejected(status));
            case Publishing.Failed(String why) -> now(new Outcome.NotTaken(why));
        });
    }

    private Uni<Optional<EmailAddress>> firstNotOurs(Certificate certificate, List<EmailAddress> left) {
        if (left.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        EmailAddress address = left.getFirst();
        Uni<StepOutcome> asked = keydir.isConfigured()
                ? keydir.ask(address)
                : Uni.createFrom().item(new StepOutcome.NotResponsible("there is no directory of our own"));
        return asked.chain(outcome ->
                outcome instanceof StepOutcome.KeyFound(Finding finding) && serves(finding, certificate.fingerprint())
                        ? firstNotOurs(certificate, left.subList(1, left.size()))
                        : Uni.createFrom().item(Optional.of(address)));
    }

    private static boolean serves(Finding finding, Fingerprint fingerprint) {
        return Consequences.all(finding)
                .anyMatch(certificate -> certificate.fingerprint().equals(fingerprint));
    }

    private List<Upload> states(
            Fingerprint fingerprint, Map<String, String> states, Collection<EmailAddress> requested) {
        Instant now = clock.instant();
        List<Upload> uploaded = new ArrayList<>();
        states.forEach((address, state) -> {
            EmailAddress email = EmailAddress.of(address);
            uploaded.add(new Upload(fingerprint, vks.host(SERVER), email, requested.contains(email), state, now));
        });
        return uploaded;
    }

    private static List<AddressState> shown(List<Upload> uploads) {
        return uploads.stream()
                .map(upload -> new AddressState(
                        upload.email(), upload.server(), upload.requested(), upload.state(), upload.at()))
                .toList();
    }

    private static Outcome rejected(int status) {
        return new Outcome.NotTaken("the keyserver answered with HTTP status " + status);
    }

    private static Uni<Outcome> now(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
