package org.mailkeep.keydir.app;

import java.util.Optional;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.CertificateReading;

/** What came of one key of an upload, before any address is looked at. */
public sealed interface KeyStep {

    /** The account had not given it before, or had withdrawn it. */
    record Added(CertificateReading.LeftOut leftOut) implements KeyStep {}

    /** It says more than the copy that was there; both were joined. */
    record Merged(CertificateReading.LeftOut leftOut) implements KeyStep {}

    /** It says nothing new. */
    record Unchanged(CertificateReading.LeftOut leftOut) implements KeyStep {}

    /** It is not taken. */
    record Refused(CertificateReading.Refusal why, Optional<Fingerprint> fingerprint) implements KeyStep {}
}
