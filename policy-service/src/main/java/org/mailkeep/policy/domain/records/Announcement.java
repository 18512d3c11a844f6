package org.mailkeep.policy.domain.records;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dane.TlsaRecord;

/**
 * What a hosted domain is to announce.
 *
 * @param stsId the id of the MTA-STS policy that every replica serves; empty while there is none to announce
 * @param policyHost the name under which this service is reached from the internet
 * @param mxHosts the MX hosts whose keys are known, with the records that fit those
 * @param tlsrptRua where reports about TLS go
 * @param dmarcRua where aggregate reports about DMARC go
 * @param caaIssuers the authorities that may issue certificates; empty: no CAA is proposed
 * @param keyDirectory the name under which the key directory is reached; empty where the domain has none
 */
public record Announcement(
        DomainName domain,
        Optional<String> stsId,
        Optional<DomainName> policyHost,
        List<Tlsa> mxHosts,
        List<String> tlsrptRua,
        List<String> dmarcRua,
        List<DomainName> caaIssuers,
        Optional<DomainName> keyDirectory) {

    /**
     * The records of one MX host.
     *
     * @param keys those of its keys ({@code 3 1 1}), the current one first
     * @param authority that of the authority of its certificate ({@code 2 1 1}), as a second way; empty for none
     */
    public record Tlsa(DomainName host, List<TlsaRecord> keys, Optional<TlsaRecord> authority) {
        public Tlsa {
            keys = List.copyOf(keys);
        }
    }

    public Announcement {
        mxHosts = List.copyOf(mxHosts);
        tlsrptRua = List.copyOf(tlsrptRua);
        dmarcRua = List.copyOf(dmarcRua);
        caaIssuers = List.copyOf(caaIssuers);
    }
}
