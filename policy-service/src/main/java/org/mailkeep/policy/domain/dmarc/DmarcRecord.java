package org.mailkeep.policy.domain.dmarc;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.reporting.ReportUri;

/**
 * A DMARC Policy Record (RFC 9989 §4.7). Only the version makes or breaks it: unknown tags are ignored, and a tag whose
 * value breaks the grammar counts as absent (§4.8).
 *
 * @param text the record as it came
 * @param p for the domain itself
 * @param sp for subdomains that exist
 * @param np for subdomains that do not
 * @param preferencesValid whether none of these three is written wrongly
 * @param testing {@code t=y}: apply one step less
 * @param fo when to send failure reports: {@code 0}, {@code 1}, {@code d}, {@code s}
 * @param faults sentences for people, without text from the record
 */
public record DmarcRecord(
        String text,
        Optional<Preference> p,
        Optional<Preference> sp,
        Optional<Preference> np,
        boolean preferencesValid,
        PublicSuffix psd,
        boolean testing,
        AlignmentMode adkim,
        AlignmentMode aspf,
        List<ReportUri> rua,
        List<ReportUri> ruf,
        List<String> fo,
        List<String> faults) {

    public DmarcRecord {
        rua = List.copyOf(rua);
        ruf = List.copyOf(ruf);
        fo = List.copyOf(fo);
        faults = List.copyOf(faults);
    }

    /** Reads one TXT record; empty where its first tag is not {@code v=DMARC1}, so that it is none of DMARC's. */
    public static Optional<DmarcRecord> parse(String text) {
        return DmarcParser.parse(text);
    }

    /** Whether aggregate reports can be sent anywhere. */
    public boolean hasReportAddress() {
        return rua.stream().anyMatch(ReportUri::usable);
    }

    /** The preference for the domain of the record; empty where DMARC does not apply (§4.10.1). */
    public Optional<Preference> forDomain() {
        return applicable(p);
    }

    /** The preference for a name below the domain of the record; empty where DMARC does not apply (§4.10.1). */
    public Optional<Preference> forSubdomain(boolean exists) {
        Optional<Preference> existing = sp.or(() -> p);
        return applicable(exists ? existing : np.or(() -> existing));
    }

    /** Whether it makes a difference for names below whether they exist. */
    boolean tellsMissingNamesApart() {
        return !forSubdomain(true).equals(forSubdomain(false));
    }

    /**
     * §4.10.1: with an invalid preference "p=none" is assumed where there is a valid rua, and else the record is void.
     * §4.7: without the tag "p" the record is "treated as if it included p=none".
     */
    private Optional<Preference> applicable(Optional<Preference> preference) {
        if (!preferencesValid) {
            return hasReportAddress() ? Optional.of(Preference.NONE) : Optional.empty();
        }
        return Optional.of(preference.orElse(Preference.NONE));
    }
}
