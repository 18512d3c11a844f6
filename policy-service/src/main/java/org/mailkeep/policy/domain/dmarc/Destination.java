package org.mailkeep.policy.domain.dmarc;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.contracts.reporting.ReportUri;

/**
 * Whether somebody who is to get reports agrees to it (RFC 9990, "Verifying External Destinations"): without that a
 * record could flood a stranger's mailbox.
 */
public sealed interface Destination {

    ReportUri uri();

    /** It belongs to the organization that publishes the policy. */
    record Own(ReportUri uri) implements Destination {}

    /** It is another organization's, which says in DNS that it takes the reports. */
    record Agreed(ReportUri uri, DomainName asked) implements Destination {}

    /** It is another organization's, which does not say so: report senders send nothing. */
    record Refused(ReportUri uri, DomainName asked) implements Destination {}

    /** It is no address that reports can be sent to. */
    record Unusable(ReportUri uri) implements Destination {}

    /**
     * It could not be found out.
     *
     * @param why a sentence for people
     */
    record Undetermined(ReportUri uri, String why) implements Destination {}

    /** The name at which {@code host} agrees to take the reports of {@code policyDomain}; empty where DNS cannot hold it. */
    static Optional<DomainName> question(DomainName policyDomain, DomainName host) {
        return DomainName.parse(policyDomain + "._report._dmarc." + host);
    }

    /** Reads the TXT records at {@link #question}; any one with the right version is enough. */
    static Destination of(ReportUri uri, DomainName asked, Lookup<String> answer) {
        return switch (answer) {
            case Lookup.Secure<String> found -> of(uri, asked, found.records());
            case Lookup.Insecure<String> found -> of(uri, asked, found.records());
            case Lookup.NoData<String> _, Lookup.NxDomain<String> _ -> new Refused(uri, asked);
            case Lookup.Bogus<String> _ ->
                new Undetermined(uri, "the record that agrees to it fails DNSSEC validation");
            case Lookup.TempFail<String> _ ->
                new Undetermined(uri, "the record that agrees to it could not be looked up");
        };
    }

    private static Destination of(ReportUri uri, DomainName asked, List<String> records) {
        return records.stream().anyMatch(text -> DmarcRecord.parse(text).isPresent())
                ? new Agreed(uri, asked)
                : new Refused(uri, asked);
    }
}
