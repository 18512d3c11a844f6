package org.mailkeep.report.events;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ReportReceived;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.ReportKey.Kind;
import org.mailkeep.report.domain.StorableText;
import org.mailkeep.report.domain.Trust;
import org.mailkeep.report.domain.dmarc.DmarcReport;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.found.Judged;
import org.mailkeep.report.domain.tlsrpt.DayShare;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** What the others are told of reports. */
public final class ReportEvents {

    /** A report is about one domain, seldom two; a forged one may name a thousand. */
    static final int MAX_DOMAINS = 20;

    private static final int MAX_REPORTER = 200;

    private ReportEvents() {}

    /** One event for each domain; none for what is not about a domain of ours. */
    public static List<Outbox.Message> received(UUID id, Judged judged, Instant at) {
        if (!judged.hosted()) {
            return List.of();
        }
        return switch (judged.found()) {
            case Found.Tls tls -> received(id, tls.report(), judged.trust(), at);
            case Found.Dmarc dmarc -> received(id, dmarc.report(), judged.trust(), at);
            case Found.Unreadable _ -> List.of();
        };
    }

    private static List<Outbox.Message> received(UUID id, TlsReport report, Trust trust, Instant at) {
        List<DayShare> shares = DayShare.of(report);
        long succeeded = shares.stream().mapToLong(DayShare::succeeded).sum();
        long failed = shares.stream().mapToLong(DayShare::failed).sum();
        return report.domains().stream()
                .limit(MAX_DOMAINS)
                .map(domain -> message(new ReportReceived(
                        domain,
                        id,
                        word(Kind.TLS),
                        shortened(report.organization()),
                        word(trust),
                        report.range().begin(),
                        report.range().end(),
                        succeeded,
                        failed,
                        at)))
                .toList();
    }

    private static List<Outbox.Message> received(UUID id, DmarcReport report, Trust trust, Instant at) {
        DomainName domain = report.policy().domain();
        DateRange range = report.range();
        return List.of(message(new ReportReceived(
                domain,
                id,
                word(Kind.DMARC),
                shortened(report.organization()),
                word(trust),
                range.begin(),
                range.end(),
                report.messages() - report.failed(),
                report.failed(),
                at)));
    }

    private static Outbox.Message message(ReportReceived event) {
        return new Outbox.Message(
                UUID.randomUUID(),
                ReportReceived.TOPIC,
                event.domain().value(),
                ReportReceived.TYPE,
                EventJson.write(event),
                event.at());
    }

    private static String shortened(String organization) {
        return StorableText.shortened(organization, MAX_REPORTER);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
