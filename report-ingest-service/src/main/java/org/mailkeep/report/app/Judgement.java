package org.mailkeep.report.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.Deviation;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.ReportKey.Kind;
import org.mailkeep.report.domain.Trust;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.found.Judged;
import org.mailkeep.report.domain.mail.Proof;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** What a report is worth: who answers for it, and whether it is about a domain of ours. */
@ApplicationScoped
class Judgement {

    /** Clocks go wrong; a day that has not begun was not measured. */
    private static final Duration AHEAD = Duration.ofDays(2);

    private final HostedDomains domains;
    private final boolean requireDkim;

    Judgement(HostedDomains domains, ReportConfig config) {
        this.domains = domains;
        requireDkim = config.requireDkim();
    }

    /** A report that came by itself: the secret path of a domain vouches for reports about that domain alone. */
    Judged ofReport(Arrival arrival, Found found, Instant now) {
        return switch (refuseFuture(found, now)) {
            case Found.Tls tls -> byPath(arrival, tls, tls.report().domains());
            case Found.Dmarc dmarc -> byPath(arrival, dmarc, domains(dmarc));
            case Found.Unreadable unreadable -> unreadable(unreadable);
        };
    }

    private Judged byPath(Arrival arrival, Found found, List<DomainName> about) {
        boolean vouched = arrival.vouchedFor()
                .filter(domain -> about.stream().allMatch(domain::equals))
                .isPresent();
        return new Judged(found, vouched ? Trust.TOKEN : Trust.UNVERIFIED, domains.anyHosted(about));
    }

    /** A report in a mail: whoever signed the mail answers for it (RFC 8460 §3). */
    Judged ofMailed(Found found, Proof proof, Instant now) {
        return switch (refuseFuture(found, now)) {
            case Found.Tls tls ->
                bySigner(
                        new Found.Tls(noted(tls.report(), proof), tls.original()),
                        Kind.TLS,
                        proof,
                        tls.report().domains());
            case Found.Dmarc dmarc -> bySigner(dmarc, Kind.DMARC, proof, domains(dmarc));
            case Found.Unreadable unreadable -> unreadable(unreadable);
        };
    }

    private Judged bySigner(Found found, Kind kind, Proof proof, List<DomainName> about) {
        Optional<DomainName> signer = proof.voucher(kind);
        if (signer.isEmpty() && requireDkim) {
            return unreadable(new Found.Unreadable("mail", reason(proof)));
        }
        return new Judged(found, signer.isPresent() ? Trust.DKIM : Trust.UNVERIFIED, signer, domains.anyHosted(about));
    }

    private static String reason(Proof proof) {
        return switch (proof) {
            case Proof.Missing(String reason) -> reason;
            case Proof.Undecided(String reason) -> reason;
            case Proof.Verified _ -> "no signature is of the domain that submits the report";
        };
    }

    /** RFC 8460 §3 wishes for a key of its own for TLS reports; that it is another one is noted. */
    private static TlsReport noted(TlsReport report, Proof proof) {
        boolean general = proof instanceof Proof.Verified verified
                && !verified.signers().isEmpty()
                && verified.signers().stream().noneMatch(Proof.Signer::forTlsReports);
        if (!general) {
            return report;
        }
        var deviations = new ArrayList<>(report.deviations());
        deviations.add(new Deviation(Quirk.DKIM_KEY_WITHOUT_TLSRPT, Place.ROOT.toString(), 1));
        return new TlsReport(
                report.organization(),
                report.contact(),
                report.reportId(),
                report.range(),
                report.policies(),
                deviations);
    }

    private static List<DomainName> domains(Found.Dmarc dmarc) {
        return List.of(dmarc.report().policy().domain());
    }

    private static Judged unreadable(Found.Unreadable unreadable) {
        return new Judged(unreadable, Trust.UNVERIFIED, false);
    }

    private static Found refuseFuture(Found found, Instant now) {
        return switch (found) {
            case Found.Tls tls -> isAhead(tls.report().range(), now) ? future() : found;
            case Found.Dmarc dmarc -> isAhead(dmarc.report().range(), now) ? future() : found;
            case Found.Unreadable _ -> found;
        };
    }

    private static boolean isAhead(DateRange range, Instant now) {
        return range.begin().isAfter(now.plus(AHEAD));
    }

    private static Found future() {
        return new Found.Unreadable("$", "the time that it covers has not begun");
    }
}
