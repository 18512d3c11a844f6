package org.mailkeep.report.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.config.SenderConfig;
import org.mailkeep.report.domain.outbound.DayEnd;
import org.mailkeep.report.domain.outbound.ReportSender;

/** What is configured of our own reports, checked once. */
@ApplicationScoped
class SenderSettings {

    private final Optional<Identity> identity;
    private final DayEnd dayEnd;
    private final Duration spread;
    private final Duration retention;
    private final boolean dryRun;

    SenderSettings(ReportConfig config, OutgoingMail mail) {
        SenderConfig sender = config.sender();
        identity = sender.submitter().or(config.dkim()::domain).map(name -> identity(name, sender));
        dayEnd = new DayEnd(sender.closeAfter());
        spread = sender.spread();
        retention = sender.retention();
        dryRun = sender.dryRun().orElse(!mail.isPossible());
    }

    /** In whose name reports go out. */
    record Identity(ReportSender sender, EmailAddress from) {}

    /** Empty where no reports are to be made. */
    Optional<Identity> identity() {
        return identity;
    }

    DayEnd dayEnd() {
        return dayEnd;
    }

    /** Within which reports go out at a random time. */
    Duration spread() {
        return spread;
    }

    /** Of copies of reports. */
    Duration retention() {
        return retention;
    }

    /** Whether reports are made, but not sent. */
    boolean dryRun() {
        return dryRun;
    }

    private static Identity identity(String name, SenderConfig config) {
        DomainName submitter = DomainName.parse(name)
                .orElseThrow(() -> new IllegalStateException("mailkeep.report.sender.submitter is not a domain name"));
        EmailAddress from = EmailAddress.parse(config.from().orElse("tlsrpt@" + submitter))
                .orElseThrow(() -> new IllegalStateException("mailkeep.report.sender.from is not a mail address"));
        return new Identity(
                new ReportSender(
                        config.organization().orElse(submitter.value()),
                        submitter,
                        config.contact().orElse(from.toString())),
                from);
    }
}
