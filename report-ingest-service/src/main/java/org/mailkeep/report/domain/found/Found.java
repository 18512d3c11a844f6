package org.mailkeep.report.domain.found;

import org.mailkeep.report.domain.dmarc.DmarcReport;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** One report, or what looked like one, in an arrival. */
public sealed interface Found {

    /** A TLS report. */
    record Tls(TlsReport report, Original original) implements Found {}

    /** A DMARC aggregate report. */
    record Dmarc(DmarcReport report, Original original) implements Found {}

    /**
     * Nothing that can be read.
     *
     * @param path where in the report; the file name or the kind of container where it was not got that far
     * @param reason a sentence that repeats nothing of it
     */
    record Unreadable(String path, String reason) implements Found {}
}
