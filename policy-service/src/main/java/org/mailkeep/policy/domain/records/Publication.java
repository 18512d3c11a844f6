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
public record Publication(
        DomainName domain,
        Optional<String> stsId,
        Optional<DomainName> policyHost,
        List<Tlsa> mxHosts,
        List<String> tlsrptRua,
        List<String> dmarcRua,
        List<DomainName> caaIssuers,
        Optional<DomainName> keyDirectory) {

    /** The records of one MX host, the current key first. */
    public record Tlsa(DomainName host, List<TlsaRecord> records) {
        public Tlsa {
            records = List.copyOf(records);
        }
    }

    public Publication {
        mxHosts = List.copyOf(mxHosts);
        tlsrptRua = List.copyOf(tlsrptRua);
        dmarcRua = List.copyOf(dmarcRua);
        caaIssuers = List.copyOf(caaIssuers);
    }
}
