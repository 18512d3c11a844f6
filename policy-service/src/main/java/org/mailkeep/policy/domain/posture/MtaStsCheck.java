package org.mailkeep.policy.domain.posture;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.mtasts.PolicyFetch;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsRecord;

/** Is the MTA-STS policy announced, served and in step with what is hosted (RFC 8461)? */
public final class MtaStsCheck {

    private MtaStsCheck() {}

    /**
     * Checks the record at {@code _mta-sts} against the id of the policy that is hosted.
     *
     * @param announcedId the id that is to be announced; empty while no policy is live on every replica
     */
    public static CheckResult record(DomainName domain, Lookup<String> answer, Optional<String> announcedId) {
        Notes notes = new Notes(Check.MTA_STS_RECORD, domain);
        if (announcedId.isEmpty()) {
            return notes.warn(
                            "The policy is still on its way to every replica, so it is not to be announced yet.",
                            "Wait a minute.")
                    .orPass("");
        }
        String hostedId = announcedId.get();
        String mend = "Publish at _mta-sts." + domain + ": v=STSv1; id=" + hostedId + ";";
        switch (answer) {
            case Lookup.Secure<String> found -> judge(notes, StsRecord.of(found.records()), hostedId, mend);
            case Lookup.Insecure<String> found -> judge(notes, StsRecord.of(found.records()), hostedId, mend);
            case Lookup.NoData<String> _, Lookup.NxDomain<String> _ ->
                judge(notes, new StsRecord.Absent(), hostedId, mend);
            case Lookup.Bogus<String> _ ->
                notes.fail("The MTA-STS record fails DNSSEC validation.", "Sign the zone anew.");
            case Lookup.TempFail<String> _ ->
                notes.warn("The MTA-STS record could not be looked up.", "Repair the name servers of the domain.");
        }
        return notes.orPass("The record announces the policy that is hosted.");
    }

    /** Checks the policy that is really served against the hosted one and the MX hosts. */
    public static CheckResult policy(
            DomainName domain, PolicyFetch fetched, StsPolicy hosted, List<DomainName> mxHosts) {
        Notes notes = new Notes(Check.MTA_STS_POLICY, domain);
        switch (fetched) {
            case PolicyFetch.Failed(StsFailureType type, String why) -> {
                if (type != StsFailureType.WEBPKI_INVALID) {
                    notes.fail(
                            "The policy cannot be fetched: " + why + ".",
                            "Let mta-sts." + domain + " lead to this service, with a valid certificate.");
                }
            }
            case PolicyFetch.Served served -> {
                if (!served.policy().equals(hosted)) {
                    notes.fail(
                            "The policy that is served is not the hosted one.",
                            "Let mta-sts." + domain + " lead to this service alone.");
                }
            }
        }
        mode(notes, hosted);
        for (DomainName host : mxHosts) {
            if (hosted.mode() != StsPolicy.Mode.NONE
                    && hosted.mx().stream().noneMatch(pattern -> pattern.matches(host))) {
                notes.fail(
                        "The policy does not allow the MX host " + host + ".", "Add mx: " + host + " to the policy.");
            }
        }
        return notes.orPass("The policy is served, enforced, and allows every MX host.");
    }

    /** Checks the certificate of the policy host. */
    public static CheckResult certificate(DomainName domain, PolicyFetch fetched, Instant now) {
        Notes notes = new Notes(Check.POLICY_HOST_CERTIFICATE, domain);
        String mend = "Renew the certificate of mta-sts." + domain + ".";
        switch (fetched) {
            case PolicyFetch.Failed(StsFailureType type, String why) -> {
                if (type == StsFailureType.WEBPKI_INVALID) {
                    notes.fail(why + ".", mend);
                } else {
                    notes.warn("The certificate could not be seen: " + why + ".", "Make the policy host reachable.");
                }
            }
            case PolicyFetch.Served served ->
                served.certificateEnds().ifPresent(end -> Expiry.note(notes, end, now, mend));
        }
        return notes.orPass("The certificate of the policy host is valid"
                + ends(fetched).map(end -> " until " + end).orElse("") + ".");
    }

    private static Optional<Instant> ends(PolicyFetch fetched) {
        return fetched instanceof PolicyFetch.Served served ? served.certificateEnds() : Optional.empty();
    }

    private static void judge(Notes notes, StsRecord record, String hostedId, String mend) {
        switch (record) {
            case StsRecord.Absent() -> notes.fail("There is no MTA-STS record.", mend);
            case StsRecord.Invalid(String why) -> notes.fail("The MTA-STS record counts as none: " + why + ".", mend);
            case StsRecord.Announced(String id) -> {
                if (!id.equals(hostedId)) {
                    notes.fail("The record announces the id " + id + ", the hosted policy has " + hostedId + ".", mend);
                }
            }
        }
    }

    private static void mode(Notes notes, StsPolicy hosted) {
        switch (hosted.mode()) {
            case ENFORCE -> {}
            case TESTING ->
                notes.warn(
                        "The policy is only tested.", "Set mode: enforce once the reports show that all hosts comply.");
            case NONE -> notes.warn("The policy withdraws from MTA-STS.", "Set mode: testing, then mode: enforce.");
        }
    }
}
