package org.mailkeep.openpgp;

import java.util.List;
import java.util.stream.Stream;

/** What came of reading a body that should hold certificates. */
public sealed interface KeyringReading {

    /** One reading per certificate, at least one, in the order of the body. */
    record Certificates(List<CertificateReading> readings) implements KeyringReading {

        /** Those that could be read. */
        public List<Certificate> certificates() {
            return readings.stream()
                    .flatMap(reading -> switch (reading) {
                        case CertificateReading.Read read -> Stream.of(read.certificate());
                        case CertificateReading.Refused _ -> Stream.empty();
                    })
                    .toList();
        }
    }

    /**
     * The body holds a secret key, or claims to. Nothing of it was kept; the caller overwrites its own copy, logs nothing of
     * it, and tells the sender to treat the key as exposed.
     */
    record SecretKey() implements KeyringReading {}

    /** More than the limits allow, of what the word says. */
    record TooLarge(String what) implements KeyringReading {}

    /** No certificate. The reason repeats nothing of the body. */
    record Malformed(String why) implements KeyringReading {}
}
