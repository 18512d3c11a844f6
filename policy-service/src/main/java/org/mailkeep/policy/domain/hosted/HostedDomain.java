package org.mailkeep.policy.domain.hosted;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/**
 * What we want to be true of a domain whose inbound mail we take.
 *
 * @param policy the MTA-STS policy that is served
 * @param mxHosts the hosts that take its mail
 * @param tlsrptRua where TLS reports go: {@code mailto:} and {@code https:} URIs (RFC 8460 §3)
 * @param caaIssuers the issuer domain names of the authorities that may issue for it (RFC 8659 §4.2)
 */
public record HostedDomain(
        DomainName domain, StsPolicy policy, List<MailHost> mxHosts, List<String> tlsrptRua, List<String> caaIssuers) {

    public static final int MAX_PATTERNS = 64;
    public static final int MAX_HOSTS = 64;
    public static final int MAX_ADDRESSES = 10;
    public static final int MAX_ISSUERS = 20;

    private static final int MAX_TEXT = 500;

    /** Throws IllegalArgumentException with a sentence that names the fault and is safe to show. */
    public HostedDomain {
        mxHosts = List.copyOf(mxHosts);
        tlsrptRua = List.copyOf(tlsrptRua);
        caaIssuers = List.copyOf(caaIssuers);
        atMost(policy.mx().size(), MAX_PATTERNS, "mx patterns");
        atMost(mxHosts.size(), MAX_HOSTS, "MX hosts");
        atMost(tlsrptRua.size(), MAX_ADDRESSES, "addresses for TLS reports");
        atMost(caaIssuers.size(), MAX_ISSUERS, "CAA issuers");
        // RFC 8461 §3.2: "mx" is required unless the mode is none.
        if (policy.mx().isEmpty() && policy.mode() != StsPolicy.Mode.NONE) {
            throw new IllegalArgumentException("a policy of this mode needs at least one mx");
        }
        if (mxHosts.stream().map(MailHost::name).distinct().count() != mxHosts.size()) {
            throw new IllegalArgumentException("an MX host stands there twice");
        }
        tlsrptRua.forEach(HostedDomain::checkReportAddress);
        caaIssuers.forEach(HostedDomain::checkIssuer);
    }

    private static void atMost(int count, int limit, String what) {
        if (count > limit) {
            throw new IllegalArgumentException("there are more than " + limit + " " + what);
        }
    }

    /** RFC 8460 §3: "," "!" and ";" have to be encoded. */
    private static void checkReportAddress(String text) {
        try {
            URI uri = new URI(text);
            boolean known = ("mailto".equals(uri.getScheme())
                            && uri.getSchemeSpecificPart().indexOf('@') > 0)
                    || ("https".equals(uri.getScheme()) && uri.getHost() != null);
            if (known && text.length() <= MAX_TEXT && text.chars().allMatch(HostedDomain::mayStandInRua)) {
                return;
            }
        } catch (URISyntaxException _) {
            // As below.
        }
        throw new IllegalArgumentException("an address for TLS reports is no mailto: or https: URI");
    }

    private static boolean mayStandInRua(int c) {
        return c > ' ' && c < 0x7f && c != ',' && c != '!' && c != ';' && c != '"' && c != '\\';
    }

    private static void checkIssuer(String text) {
        if (DomainName.parse(text).filter(name -> name.value().equals(text)).isEmpty()) {
            throw new IllegalArgumentException("a CAA issuer is not a domain name in lower-case A-labels");
        }
    }
}
