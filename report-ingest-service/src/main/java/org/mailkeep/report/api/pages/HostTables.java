package org.mailkeep.report.api.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.MxHostPicture;
import org.mailkeep.report.domain.dashboard.Share;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Shown;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** What probes saw of a mail host, beside what is reported of it. */
final class HostTables {

    /** Certificates are renewed with a third of their life left; 90 days are the usual life. */
    private static final Duration SOON = Duration.ofDays(21);

    private static final String NO_PROBE = "Not known: policy-service has told of no probe of this host.";

    private HostTables() {}

    /** The host's own addresses. */
    static Table addresses(Brush brush, MxHostPicture picture) {
        return Table.of(
                        "addresses",
                        "Its addresses, as the last probe saw them",
                        List.of(
                                Column.text("address", "Address"),
                                Column.text("verdict", "Verdict"),
                                Column.text("why", "What was seen"),
                                Column.text("domain", "Probed for"),
                                Column.text("at", "Seen at")),
                        picture.addresses().stream()
                                .map(seen -> List.of(
                                        Cell.text(
                                                seen.host().address().isEmpty()
                                                        ? Dimension.NONE
                                                        : seen.host().address()),
                                        verdict(seen.host()),
                                        Cell.text(seen.host().why()),
                                        Cell.link(
                                                seen.domain().value(),
                                                brush.to(
                                                        "/domain",
                                                        "domain",
                                                        seen.domain().value())),
                                        Cell.time(seen.at())))
                                .toList())
                .orElse(NO_PROBE)
                .withExport(brush.here());
    }

    private static Cell verdict(ProbeCompleted.Host host) {
        Mark mark = switch (host.verdict()) {
            case "unreachable", "not-tried" -> Mark.WARN;
            default -> host.resultType().isEmpty() ? Mark.GOOD : Mark.BAD;
        };
        return Cell.badge(mark, host.resultType().isEmpty() ? host.verdict() : host.resultType());
    }

    /** The certificates that it showed. */
    static Table certificates(Brush brush, MxHostPicture picture, Instant now) {
        return Table.of(
                        "certificates",
                        "Its certificate, as the last probe saw it",
                        List.of(
                                Column.text("subject", "Subject"),
                                Column.text("names", "Names"),
                                Column.text("issuer", "Issuer"),
                                Column.text("notBefore", "Valid from"),
                                Column.text("notAfter", "Valid until"),
                                Column.text("validity", "Validity"),
                                Column.text("addresses", "Shown at"),
                                Column.text("sha256", "SHA-256")),
                        picture.certificates().stream()
                                .map(shown -> row(shown, now))
                                .toList())
                .orElse(picture.addresses().isEmpty() ? NO_PROBE : "It showed none.")
                .withExport(brush.here());
    }

    private static List<Cell> row(MxHostPicture.Shown shown, Instant now) {
        ProbeCompleted.Certificate certificate = shown.certificate();
        return List.of(
                Cell.text(certificate.subject()),
                Cell.text(String.join(", ", certificate.names())),
                Cell.text(certificate.issuer()),
                Cell.time(certificate.notBefore()),
                Cell.time(certificate.notAfter()),
                validity(certificate, now),
                Cell.text(String.join(", ", shown.addresses())),
                Cell.text(shown.sha256()));
    }

    private static Cell validity(ProbeCompleted.Certificate certificate, Instant now) {
        if (now.isBefore(certificate.notBefore())) {
            return Cell.badge(Mark.BAD, "not yet valid");
        }
        Duration left = Duration.between(now, certificate.notAfter());
        if (left.isNegative()) {
            return Cell.badge(Mark.BAD, "expired");
        }
        return Cell.badge(left.compareTo(SOON) < 0 ? Mark.WARN : Mark.GOOD, left.toDays() + " days left");
    }

    /** Its TLSA records. */
    static Table tlsa(Brush brush, MxHostPicture picture) {
        List<List<Cell>> rows = picture.tlsa()
                .map(seen -> seen.host().tlsa().stream()
                        .map(record -> List.of(Cell.text(record), Cell.time(seen.at())))
                        .toList())
                .orElse(List.of());
        return Table.of(
                        "tlsa",
                        "Its TLSA records, as the last probe saw them",
                        List.of(Column.text("record", "Record"), Column.text("at", "Seen at")),
                        rows)
                .orElse(picture.tlsa()
                        .map(seen -> "None, as seen at " + Shown.utc(seen.at()) + ".")
                        .orElse("Not known."))
                .withExport(brush.here());
    }

    /** The addresses that senders reached, those that are not the host's marked. */
    static Table receivers(Brush brush, FailurePicture failures, MxHostPicture picture, String all, Shares.Way way) {
        List<List<Cell>> rows = failures.of(Dimension.RECEIVER).stream()
                .map(share -> receiver(share, picture, failures.sessions(), way.to(share.value())))
                .toList();
        return Table.of(
                        "by-receiver",
                        "By receiving address",
                        List.of(
                                Column.text("receiver", Shares.name(Dimension.RECEIVER)),
                                Column.text("whose", "Whose"),
                                Column.number("failedSessions", "Sessions"),
                                Column.number("rows", "Rows"),
                                Column.picture("Share")),
                        rows)
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.none(),
                        Cell.number(failures.sessions(), all),
                        Cell.number(failures.rows(), all),
                        Cell.none()))
                .orElse("No failure.")
                .withExport(brush.here());
    }

    private static List<Cell> receiver(Share share, MxHostPicture picture, long all, String address) {
        Cell whose = switch (picture.whose(share.value())) {
            case OURS -> Cell.badge(Mark.GOOD, "the host's");
            case FOREIGN -> Cell.badge(Mark.BAD, "not the host's");
            case UNKNOWN -> Cell.badge(Mark.PLAIN, "not known");
        };
        return List.of(
                Cell.link(share.value(), address),
                whose,
                Cell.number(share.sessions(), address),
                Cell.number(share.rows(), address),
                Cell.bar(share.sessions(), all));
    }
}
