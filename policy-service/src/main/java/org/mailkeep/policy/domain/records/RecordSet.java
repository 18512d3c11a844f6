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
    public static List<PublishedRecord> of(Announcement announcement) {
        RecordSet set = new RecordSet();
        set.tlsa(announcement);
        set.mtaSts(announcement);
        set.reports(announcement);
        set.caa(announcement);
        set.directory(announcement);
        return List.copyOf(set.records);
    }

    /** At {@code _25._tcp.<MX host>} (RFC 7672 §2.2). */
    private void tlsa(Announcement announcement) {
        for (Announcement.Tlsa host : announcement.mxHosts()) {
            for (TlsaRecord key : host.keys()) {
                tlsa(host, key, Need.REQUIRED, "DANE: a key of %s; the zone must be signed (RFC 7672 §3.1.1).");
            }
            host.authority()
                    .ifPresent(record -> tlsa(
                            host,
                            record,
                            Need.PROPOSED,
                            "DANE: the authority of %s, whose next certificate fits as well (RFC 7672 §3.1.2)."));
        }
    }

    private void tlsa(Announcement.Tlsa host, TlsaRecord record, Need need, String purpose) {
        add(
                host.host().child("_tcp").child("_25"),
                TLSA_TTL,
                new PublishedRecord.Tlsa(record),
                need,
                purpose.formatted(host.host()));
    }

    /** The policy host before the record that sends everybody there (RFC 8461 §8.1). */
    private void mtaSts(Announcement announcement) {
        DomainName domain = announcement.domain();
        announcement
                .policyHost()
                .filter(_ -> announcement.stsId().isPresent())
                .ifPresent(host -> add(
                        domain.child("mta-sts"),
                        OTHER_TTL,
                        new PublishedRecord.Alias(host),
                        Need.REQUIRED,
                        "MTA-STS: where the policy is served (RFC 8461 §3.3)."));
        announcement
                .stsId()
                .ifPresent(id -> add(
                        domain.child("_mta-sts"),
                        STS_TTL,
                        new PublishedRecord.Text("v=STSv1; id=" + id + ";"),
                        Need.REQUIRED,
                        "MTA-STS: announces the policy; its id changes with the policy (RFC 8461 §3.1)."));
    }

    private void reports(Announcement announcement) {
        DomainName domain = announcement.domain();
        if (!announcement.tlsrptRua().isEmpty()) {
            add(
                    domain.child("_tls").child("_smtp"),
                    OTHER_TTL,
                    new PublishedRecord.Text("v=TLSRPTv1; rua=" + String.join(",", announcement.tlsrptRua())),
                    Need.REQUIRED,
                    "TLSRPT: where reports about TLS go (RFC 8460 §3).");
        }
        if (!announcement.dmarcRua().isEmpty()) {
            add(
                    domain.child("_dmarc"),
                    OTHER_TTL,
                    new PublishedRecord.Text("v=DMARC1; p=none; rua=" + String.join(",", announcement.dmarcRua())),
                    Need.PROPOSED,
                    "DMARC: a start that only asks for reports; p=quarantine or p=reject protects (RFC 9989 §4.7).");
        }
    }

    /** The named authorities and no other, and no wildcards: no host here needs one (RFC 8659 §4.2, §4.3). */
    private void caa(Announcement announcement) {
        if (announcement.caaIssuers().isEmpty()) {
            return;
        }
        for (DomainName issuer : announcement.caaIssuers()) {
            caa(announcement.domain(), "issue", issuer.value(), "CAA: this authority may issue (RFC 8659 §4.2).");
        }
        caa(announcement.domain(), "issuewild", ";", "CAA: nobody may issue wildcards (RFC 8659 §4.3).");
    }

    private void caa(DomainName owner, String tag, String value, String purpose) {
        add(owner, OTHER_TTL, new PublishedRecord.Caa(new CaaRecord(0, tag, value)), Need.PROPOSED, purpose);
    }

    private void directory(Announcement announcement) {
        announcement
                .keyDirectory()
                .ifPresent(host -> add(
                        announcement.domain().child("openpgpkey"),
                        OTHER_TTL,
                        new PublishedRecord.Alias(host),
                        Need.PROPOSED,
                        "WKD: where the OpenPGP keys of the domain's addresses are served."));
    }

    private void add(DomainName owner, Duration ttl, Data data, Need need, String purpose) {
        records.add(new PublishedRecord(owner, ttl, data, need, purpose));
    }
}
