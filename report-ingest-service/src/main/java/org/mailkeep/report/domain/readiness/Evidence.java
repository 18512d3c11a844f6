package org.mailkeep.report.domain.readiness;

import java.time.LocalDate;
import java.util.List;

/**
 * What verified reports say of one domain.
 *
 * @param sessions per day, organisation and policy type
 * @param failures of these, by kind
 */
public record Evidence(List<Sessions> sessions, List<Failures> failures) {

    public Evidence {
        sessions = List.copyOf(sessions);
        failures = List.copyOf(failures);
    }

    /**
     * All sessions under a type of policy.
     *
     * @param policyType as reported
     */
    public record Sessions(LocalDate day, String organization, String policyType, long sessions) {}

    /**
     * Those that failed in one way.
     *
     * @param policyType as reported
     * @param mxHost empty where the report names none
     */
    public record Failures(
            LocalDate day, String organization, String policyType, String mxHost, String resultType, long sessions) {}
}
