package org.mailkeep.report.domain.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.ReportKey.Kind;
import org.mailkeep.report.domain.mail.Proof.Signer;

/** RFC 8460 §3: the signing domain is the reporting one; RFC 9990 §4 the same for DMARC. */
class ClaimTest {

    @ParameterizedTest
    @CsvSource({
        "google.com, google.com, true, the same",
        "mail.google.com, google.com, true, a host of it",
        "google.com, mail.google.com, true, the domain above",
        "com, google.com, false, a top-level domain",
        "evil-google.com, google.com, false, the end of a label",
        "a.google.com, b.google.com, false, beside each other",
        "google.com, microsoft.com, false, somebody else"
    })
    void alignment(String signer, String claimed, boolean aligned, String why) {
        assertThat(Claim.areAligned(DomainName.of(signer), DomainName.of(claimed)))
                .as(why)
                .isEqualTo(aligned);
    }

    private static final DomainName GOOGLE = DomainName.of("google.com");
    private static final DomainName OTHER = DomainName.of("other.example");

    @Test
    void aTlsReportIsSignedByItsSubmitter() {
        var claim = new Claim(Optional.of(OTHER), Optional.of(GOOGLE));

        assertThat(signedBy(claim, GOOGLE).voucher(Kind.TLS)).contains(GOOGLE);
        assertThat(signedBy(claim, OTHER).voucher(Kind.TLS)).isEmpty();
    }

    @Test
    void withoutSubmitterByItsAuthor() {
        var claim = new Claim(Optional.of(GOOGLE), Optional.empty());

        assertThat(signedBy(claim, GOOGLE).voucher(Kind.TLS)).contains(GOOGLE);
    }

    @Test
    void aDmarcReportIsSignedByItsAuthorWhateverElseTheMailSays() {
        var claim = new Claim(Optional.of(GOOGLE), Optional.of(OTHER));

        assertThat(signedBy(claim, OTHER).voucher(Kind.DMARC)).isEmpty();
        assertThat(signedBy(claim, GOOGLE).voucher(Kind.DMARC)).contains(GOOGLE);
    }

    @Test
    void spfIsEnoughForDmarcAlone() {
        var claim = new Claim(Optional.of(GOOGLE), Optional.empty());
        var proof = new Proof.Verified(claim, List.of(), true);

        assertThat(proof.voucher(Kind.DMARC)).contains(GOOGLE);
        assertThat(proof.voucher(Kind.TLS)).isEmpty();
    }

    private static Proof signedBy(Claim claim, DomainName domain) {
        return new Proof.Verified(claim, List.of(new Signer(domain, false)), false);
    }
}
