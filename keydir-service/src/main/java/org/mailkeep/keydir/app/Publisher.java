package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.Publication;
import org.mailkeep.keydir.domain.audit.AuditAction;
import org.mailkeep.keydir.domain.ownership.HeldAddress;
import org.mailkeep.keydir.domain.publishing.AddressPublication;
import org.mailkeep.keydir.domain.publishing.Entitlement;
import org.mailkeep.keydir.domain.publishing.ExpiryNotice;
import org.mailkeep.keydir.domain.publishing.ServedKeys;
import org.mailkeep.keydir.domain.publishing.UploadedKey;
import org.mailkeep.keydir.domain.publishing.Verdict;
import org.mailkeep.keydir.domain.publishing.Warning;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.store.AddressRepository;
import org.mailkeep.keydir.store.DomainRepository;
import org.mailkeep.keydir.store.ExpiryNotices;
import org.mailkeep.keydir.store.KeyRepository;
import org.mailkeep.keydir.store.PublicationRepository;
import org.mailkeep.keydir.store.StoredKey;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.KeyringReading;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.platform.context.HeavyWork;

/** Brings what is served for addresses in line with the rule, whatever changed: keys, holders, domains, or the time. */
@ApplicationScoped
class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);

    private final DomainRepository domains;
    private final AddressRepository addresses;
    private final KeyRepository keys;
    private final PublicationRepository publications;
    private final ExpiryNotices notices;
    private final HeavyWork work;
    private final Rules rules;

    Publisher(
            DomainRepository domains,
            AddressRepository addresses,
            KeyRepository keys,
            PublicationRepository publications,
            ExpiryNotices notices,
            HeavyWork work,
            Rules rules) {
        this.domains = domains;
        this.addresses = addresses;
        this.keys = keys;
        this.publications = publications;
        this.notices = notices;
        this.work = work;
        this.rules = rules;
    }

    /**
     * Serves for these addresses of one account what is to be served now.
     *
     * @param held the addresses as they are from this change on
     * @param cause a word for the events, where the verdict on a key does not say more
     */
    Uni<List<AddressPublication>> refresh(
            DirectoryChange change, AccountId account, Collection<HeldAddress> held, String cause) {
        if (held.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<DomainName> names = held.stream()
                .map(address -> address.address().domain())
                .distinct()
                .toList();
        return domains.known(change.session(), names)
                .flatMap(known -> keys.ofAccount(change.session(), account)
                        .flatMap(stored -> work.run(() -> decide(account, held, known, stored, change.now()))))
                .flatMap(decided -> Multi.createFrom()
                        .iterable(decided)
                        .onItem()
                        .transformToUniAndConcatenate(publication ->
                                settle(change, account, publication, cause).replaceWith(publication))
                        .collect()
                        .asList());
    }

    /** What is to be served for these addresses of one account; for a worker. */
    List<AddressPublication> decide(
            AccountId account,
            Collection<HeldAddress> held,
            Map<DomainName, DirectoryDomain> known,
            List<StoredKey> stored,
            Instant now) {
        List<UploadedKey> offered = stored.stream()
                .filter(StoredKey::isOffered)
                .flatMap(key -> read(key).map(certificate -> new UploadedKey(certificate, key.uploadedAt())).stream())
                .toList();
        return held.stream()
                .map(address -> rules.publishing()
                        .apply(
                                address.address(),
                                Entitlement.hindrance(
                                        Optional.ofNullable(
                                                known.get(address.address().domain())),
                                        Optional.of(address),
                                        account),
                                offered,
                                now))
                .toList();
    }

    /** The certificate of a stored key; empty when the limits became so tight that it does not pass any more. */
    Optional<Certificate> read(StoredKey key) {
        if (new CertificateReader(rules.storedLimits()).read(key.certificate().toArray())
                        instanceof KeyringReading.Certificates certificates
                && certificates.certificates().size() == 1) {
            return Optional.of(certificates.certificates().getFirst());
        }
        LOG.warnf("The stored key %s does not pass the limits any more; it is not served", key.fingerprint());
        return Optional.empty();
    }

    private Uni<Void> settle(DirectoryChange change, AccountId account, AddressPublication publication, String cause) {
        EmailAddress address = publication.address();
        Optional<Octets> body = publication.body();
        return publications
                .current(change.session(), address)
                .flatMap(current -> {
                    Optional<Octets> before = current.map(Publication::certificates);
                    if (before.equals(body)) {
                        return Uni.createFrom().voidItem();
                    }
                    tell(change, account, publication, before, body, cause);
                    return body.map(octets -> publications.replace(
                                    change.session(), Publication.of(address, octets, change.now())))
                            .orElseGet(() -> publications
                                    .remove(change.session(), address)
                                    .replaceWithVoid());
                })
                .chain(() -> giveNotices(change, publication))
                .chain(() -> addresses.schedule(change.session(), address, publication.nextChange()));
    }

    private static void tell(
            DirectoryChange change,
            AccountId account,
            AddressPublication publication,
            Optional<Octets> before,
            Optional<Octets> after,
            String cause) {
        Map<Fingerprint, Octets> was = before.map(ServedKeys::in).orElseGet(Map::of);
        Map<Fingerprint, Octets> is = after.map(ServedKeys::in).orElseGet(Map::of);
        Map<Fingerprint, String> published = new HashMap<>();
        is.forEach((key, octets) -> {
            if (!Optional.of(octets).equals(Optional.ofNullable(was.get(key)))) {
                published.put(key, isRevoked(publication, key) ? "revoked" : cause);
            }
        });
        var address = publication.address();
        was.keySet().stream().filter(key -> !is.containsKey(key)).forEach(key -> {
            String why = reasonToWithhold(publication, key).orElse(cause);
            change.tell(new KeydirEvent.KeyWithdrawn(address, address.domain(), hash(address), key, why, change.now()));
            change.record(change.entry(AuditAction.KEY_UNPUBLISHED)
                    .onAccount(account)
                    .onAddress(address)
                    .onKey(key)
                    .saying(why));
        });
        if (published.isEmpty() && was.keySet().equals(is.keySet())) {
            // Only the order changed, which the replicas must hear of all the same.
            is.keySet().stream().findFirst().ifPresent(key -> published.put(key, "order"));
        }
        published.forEach((key, why) -> {
            change.tell(new KeydirEvent.KeyPublished(address, address.domain(), hash(address), key, why, change.now()));
            change.record(change.entry(AuditAction.KEY_PUBLISHED)
                    .onAccount(account)
                    .onAddress(address)
                    .onKey(key)
                    .saying(why));
        });
    }

    private Uni<Void> giveNotices(DirectoryChange change, AddressPublication publication) {
        EmailAddress address = publication.address();
        return Multi.createFrom()
                .iterable(publication.published())
                .onItem()
                .transformToUniAndConcatenate(key -> key.endsAt()
                        .flatMap(end -> ExpiryNotice.due(end, change.now())
                                .map(notice -> notices.give(
                                                change.session(), address, key.fingerprint(), end, notice.days())
                                        .invoke(first -> {
                                            if (first) {
                                                change.tell(new KeydirEvent.KeyExpiring(
                                                        address,
                                                        address.domain(),
                                                        hash(address),
                                                        key.fingerprint(),
                                                        "expiring",
                                                        change.now(),
                                                        end,
                                                        notice.days()));
                                            }
                                        })))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .onItem()
                .ignoreAsUni();
    }

    private static boolean isRevoked(AddressPublication publication, Fingerprint key) {
        return publication
                .verdictOn(key)
                .filter(verdict -> verdict instanceof Verdict.Published published
                        && published.warnings().contains(Warning.REVOKED))
                .isPresent();
    }

    private static Optional<String> reasonToWithhold(AddressPublication publication, Fingerprint key) {
        return publication.verdictOn(key).flatMap(verdict -> switch (verdict) {
            case Verdict.Withheld withheld -> Optional.of(withheld.why().word());
            case Verdict.Published _ -> Optional.empty();
        });
    }

    private static String hash(EmailAddress address) {
        return WkdHash.of(address).value();
    }
}
