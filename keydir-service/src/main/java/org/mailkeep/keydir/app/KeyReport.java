package org.mailkeep.keydir.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.Ownership;
import org.mailkeep.keydir.domain.publishing.AddressPublication;
import org.mailkeep.keydir.domain.publishing.Client;
import org.mailkeep.keydir.domain.publishing.ClientView;
import org.mailkeep.keydir.domain.publishing.Entitlement;
import org.mailkeep.keydir.domain.publishing.Verdict;
import org.mailkeep.keydir.domain.publishing.Withholding;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.UserId;
import org.mailkeep.openpgp.packet.Octets;

/**
 * What became of a key, address by address: those of the account, and those in the key.
 *
 * @param addresses in the order of the addresses
 */
public record KeyReport(Fingerprint fingerprint, List<OfAddress> addresses) {

    /**
     * One address.
     *
     * @param clients how each client will see the key; empty where it is withheld
     */
    public record OfAddress(EmailAddress address, Verdict verdict, Map<Client, List<ClientView.Finding>> clients) {}

    /** For a worker: certificates are judged. */
    static KeyReport of(
            AccountId account,
            Certificate certificate,
            List<AddressPublication> publications,
            Ownership ownership,
            AcceptancePolicy acceptance,
            Instant now) {
        Map<EmailAddress, OfAddress> report = new TreeMap<>();
        for (EmailAddress address : addressesIn(certificate)) {
            Withholding why = Entitlement.hindrance(
                            Optional.ofNullable(ownership.domains().get(address.domain())),
                            Optional.ofNullable(ownership.held().get(address)),
                            account)
                    .orElse(Withholding.NOT_OWNER);
            report.put(address, new OfAddress(address, new Verdict.Withheld(why), Map.of()));
        }
        // The verdicts on addresses that the account uses say more.
        for (AddressPublication publication : publications) {
            report.put(publication.address(), ofAddress(publication, certificate.fingerprint(), acceptance, now));
        }
        return new KeyReport(certificate.fingerprint(), new ArrayList<>(report.values()));
    }

    /** The addresses that a certificate has, whatever they are worth. */
    static Set<EmailAddress> addressesIn(Certificate certificate) {
        Set<EmailAddress> addresses = new java.util.TreeSet<>();
        certificate.userIds().stream()
                .map(UserId::address)
                .flatMap(Optional::stream)
                .forEach(addresses::add);
        return addresses;
    }

    private static OfAddress ofAddress(
            AddressPublication publication, Fingerprint key, AcceptancePolicy acceptance, Instant now) {
        int octets = publication.body().map(Octets::size).orElse(0);
        Map<Client, List<ClientView.Finding>> clients = publication.published().stream()
                .filter(published -> published.fingerprint().equals(key))
                .flatMap(published -> published.minimised().stream())
                .findFirst()
                .map(served -> ClientView.of(publication.address(), served, served.judge(now, acceptance), octets))
                .orElseGet(Map::of);
        Verdict verdict =
                publication.verdictOn(key).orElseGet(() -> new Verdict.Withheld(Withholding.NO_MATCHING_USER_ID));
        return new OfAddress(publication.address(), verdict, clients);
    }
}
