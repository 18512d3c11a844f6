package org.mailkeep.keylookup.domain;

import java.util.List;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.packet.Octets;

/**
 * A usable answer.
 *
 * @param certificate the one for what was asked
 * @param others that came along for the same address; only what they revoke is of interest
 * @param body as it came: what other keys say of this one is in there and not in the certificate
 */
public record Finding(Certificate certificate, List<Certificate> others, Octets body) {

    public Finding {
        others = List.copyOf(others);
    }
}
