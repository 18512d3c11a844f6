package org.mailkeep.policy.domain.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.caa.CaaRecord;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.records.PublishedRecord.Data;
import org.mailkeep.policy.domain.records.PublishedRecord.Need;

/** Decides which records a hosted domain has to publish. */
public final class RecordSet {

    /** Short, since a change of policy shows as soon as the old record is forgotten. */
    static final Duration STS_TTL = Duration.ofMinutes(5);

    /** A change of keys waits for twice this long (RFC 7671 §8.1). */
    static final Duration TLSA_TTL = Duration.ofHours(1);

    static final Duration OTHER_TTL = Duration.ofHours(1);

    private final List<PublishedRecord> records = new ArrayList<>();

    private RecordSet() {}

    /** The records, in the order in which they are best published. */
    public static List<PublishedRecord> of(Publication publication) {
        RecordSet set = new RecordSet();
        set.tlsa(publication);
        set.mtaSts(publication);
        set.reports(publication);
        set.caa(publication);
        set.directory(publication);
        return List.copyOf(set.records);
    }

    /** At {@code _25._tcp.<MX host>} (RFC 7672 §2.2). */
    private void tlsa(Publication publication) {
        for (Publication.Tlsa host : publication.mxHosts()) {
            for (TlsaRecord record : host.records()) {
                add(
                        host.host().child("_tcp").child("_25"),
                        TLSA_TTL,
                        new PublishedRecord.Tlsa(record),
                        Need.REQUIRED,
                        "DANE: the key of %s; the zone must be signed (RFC 7672).".formatted(host.host()));
            }
        }
    }

    /** The policy host before the record that sends everybody there (RFC 8461 §8.1). */
    private void mtaSts(Publication publication) {
        DomainName domain = publication.domain();
        publication
                .policyHost()
                .filter(_ -> publication.stsId().isPresent())
                .ifPresent(host -> add(
                        domain.child("mta-sts"),
                        OTHER_TTL,
                        new PublishedRecord.Alias(host),
                        Need.REQUIRED,
                        "MTA-STS: where the policy is served (RFC 8461 §3.3)."));
        publication
                .stsId()
                .ifPresent(id -> add(
                        domain.child("_mta-sts"),
                        STS_TTL,
                        new PublishedRecord.Text("v=STSv1; id=" + id + ";"),
                        Need.REQUIRED,
                        "MTA-STS: announces the policy; its id changes with the policy (RFC 8461 §3.1)."));
    }

    private void reports(Publication publication) {
        DomainName domain = publication.domain();
        if (!publication.tlsrptRua().isEmpty()) {
            add(
                    domain.child("_tls").child("_smtp"),
                    OTHER_TTL,
                    new PublishedRecord.Text("v=TLSRPTv1; rua=" + String.join(",", publication.tlsrptRua())),
                    Need.REQUIRED,
                    "TLSRPT: where reports about TLS go (RFC 8460 §3).");
        }
        if (!publication.dmarcRua().isEmpty()) {
            add(
                    domain.child("_dmarc"),
                    OTHER_TTL,
                    new PublishedRecord.Text("v=DMARC1; p=none; rua=" + String.join(",", publication.dmarcRua())),
                    Need.PROPOSED,
                    "DMARC: a start that only asks for reports; p=quarantine or p=reject protects (RFC 9989 §4.7).");
        }
    }

    /** The named authorities and no other, and no wildcards: no host here needs one (RFC 8659 §4.2, §4.3). */
    private void caa(Publication publication) {
        if (publication.caaIssuers().isEmpty()) {
            return;
        }
        for (DomainName issuer : publication.caaIssuers()) {
            caa(publication.domain(), "issue", issuer.value(), "CAA: this authority may issue (RFC 8659 §4.2).");
        }
        caa(publication.domain(), "issuewild", ";", "CAA: nobody may issue wildcards (RFC 8659 §4.3).");
    }

    private void caa(DomainName owner, String tag, String value, String purpose) {
        add(owner, OTHER_TTL, new PublishedRecord.Caa(new CaaRecord(0, tag, value)), Need.PROPOSED, purpose);
    }

    private void directory(Publication publication) {
        publication
                .keyDirectory()
                .ifPresent(host -> add(
                        publication.domain().child("openpgpkey"),
                        OTHER_TTL,
                        new PublishedRecord.Alias(host),
                        Need.PROPOSED,
                        "WKD: where the OpenPGP keys of the domain's addresses are served."));
    }

    private void add(DomainName owner, Duration ttl, Data data, Need need, String purpose) {
        records.add(new PublishedRecord(owner, ttl, data, need, purpose));
    }
}
