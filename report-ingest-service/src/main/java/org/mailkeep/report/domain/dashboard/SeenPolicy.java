package org.mailkeep.report.domain.dashboard;

import java.time.Instant;
import java.util.List;

/**
 * A policy of a domain as senders saw it (RFC 8460 §4.4, {@code policy-string}).
 *
 * @param type {@code sts}, {@code tlsa}, {@code no-policy-found}, or what a sender makes up
 * @param strings its lines or records
 * @param organizations how many saw it
 * @param first begin of the first report that names it
 * @param last begin of the last one
 */
public record SeenPolicy(
        String type,
        List<String> strings,
        long organizations,
        long succeeded,
        long failed,
        Instant first,
        Instant last) {

    public SeenPolicy {
        strings = List.copyOf(strings);
    }
}
