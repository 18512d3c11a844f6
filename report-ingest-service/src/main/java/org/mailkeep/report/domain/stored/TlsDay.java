package org.mailkeep.report.domain.stored;

import java.time.LocalDate;
import java.util.Map;

/**
 * What was reported of one domain and UTC day by senders that are known, or by those that are not.
 *
 * @param verified whether it is known who sent the reports
 * @param byResultType failed sessions of the details
 * @param byMx failed sessions of the details; the key is empty where reports name none
 * @param byOrganization all sessions by reporting organisation
 */
public record TlsDay(
        LocalDate day,
        boolean verified,
        long reports,
        long succeeded,
        long failed,
        Map<String, Long> byResultType,
        Map<String, Long> byMx,
        Map<String, Sessions> byOrganization) {

    public record Sessions(long succeeded, long failed) {}
}
