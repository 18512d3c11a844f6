package org.mailkeep.report.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.Deviation;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.outbound.DayCounts;
import org.mailkeep.report.domain.outbound.DeliverySession;
import org.mailkeep.report.domain.outbound.OwnReport;
import org.mailkeep.report.domain.outbound.ReportMail;
import org.mailkeep.report.domain.outbound.SessionTally;
import org.mailkeep.report.domain.outbound.Sessions;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.TlsReport;
import org.mailkeep.report.intake.Limits;
import org.mailkeep.report.intake.ReportReader;
import org.mailkeep.report.mail.DkimSigner;

/** What we send is read by our own reader, with nothing to forgive. */
class ReportFileTest {

    private static final ReportReader READER = new ReportReader(new Limits(10 << 20, 50 << 20, 200));

    @Property(tries = 100)
    void whatIsSentSaysWhatWasCounted(@ForAll("sessions") List<DeliverySession> sessions) {
        var tally = new SessionTally();
        sessions.forEach(tally::add);
        for (DayCounts counts : tally.days()) {
            TlsReport report = OwnReport.of(Sessions.SENDER, counts);
            Body file = ReportFile.of(report);
            assertThat(ReportFile.of(OwnReport.of(Sessions.SENDER, counts))).isEqualTo(file); // the same octets

            TlsReport read = read(Arrival.Payload.REPORT, file);
            assertThat(read.contentHash()).isEqualTo(report.contentHash());
            // DANE and MTA-STS with the same numbers look like the same sessions; all else is as the RFC has it.
            assertThat(read.deviations()).extracting(Deviation::quirk).isSubsetOf(Quirk.SESSIONS_REPORTED_TWICE);
            assertThat(read.policies().stream()
                                    .mapToLong(PolicyResult::succeeded)
                                    .sum()
                            + read.policies().stream()
                                    .mapToLong(PolicyResult::failed)
                                    .sum())
                    .isEqualTo(sessions.stream()
                            .filter(one -> one.domain().equals(counts.domain()))
                            .filter(one -> one.day().equals(counts.day()))
                            .mapToLong(DeliverySession::sessions)
                            .sum());
        }
    }

    @Test
    void theSignedMailIsReadToo() throws NoSuchAlgorithmException {
        var tally = new SessionTally();
        tally.add(Sessions.failed("a.example", Sessions.STS, Sessions.kind("certificate-expired", "mx1.a.example"), 2));
        DayCounts counts = tally.days().getFirst();
        TlsReport report = OwnReport.of(Sessions.SENDER, counts);
        var mail = new ReportMail(
                new UUID(1, 2),
                EmailAddress.of("tlsrpt@mail.x.example"),
                EmailAddress.of("reports@a.example"),
                Instant.EPOCH,
                counts.domain(),
                Sessions.SENDER.submitter(),
                report.reportId(),
                OwnReport.fileName(Sessions.SENDER, counts),
                ReportFile.of(report));
        var signer = new DkimSigner(
                new DomainName("mail.x.example"),
                "s1",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        byte[] signed = signer.sign(mail.text().bytes(), Instant.EPOCH);
        assertThat(read(Arrival.Payload.MESSAGE, Body.of(signed))).isEqualTo(report);
    }

    @Provide
    static Arbitrary<List<DeliverySession>> sessions() {
        return Sessions.any().list().ofMinSize(1).ofMaxSize(40);
    }

    private static TlsReport read(Arrival.Payload payload, Body body) {
        List<Found> found = READER.read(
                new Arrival(new UUID(5, 6), Instant.EPOCH, Arrival.Transport.HTTPS, payload, Optional.empty(), body));
        if (found.size() == 1 && found.getFirst() instanceof Found.Tls tls) {
            return tls.report();
        }
        throw new AssertionError(found);
    }
}
