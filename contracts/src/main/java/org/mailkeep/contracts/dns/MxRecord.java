package org.mailkeep.contracts.dns;

import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * One MX record (RFC 1035 §3.3.9) as it came.
 *
 * @param preference lower is tried first
 * @param exchange the host in presentation form; {@code "."} is the null MX of RFC 7505; may be no host name at all
 */
public record MxRecord(int preference, String exchange) {

    /** The host, empty where the record names none that can exist. */
    public Optional<DomainName> host() {
        return DomainName.parse(exchange);
    }

    /** In presentation form. */
    @Override
    public String toString() {
        return preference + " " + exchange;
    }
}
