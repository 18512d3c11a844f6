package org.mailkeep.keydir.domain.served;

import java.util.Optional;
import java.util.function.Predicate;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/**
 * Reads the proof out of DNS. Either record is enough. An unsigned answer is believed, as certification authorities do (CA/B
 * Baseline Requirements §3.2.2.4.7); one with wrong signatures is not.
 */
public final class DomainProof {

    private DomainProof() {}

    /**
     * What the two answers amount to.
     *
     * @param txt the answer for {@link DirectoryDomain#challengeName()}
     * @param cname the answer for {@link DirectoryDomain#advancedName()}
     * @param ourHost where the alias has to lead
     */
    public static ProofFinding decide(
            DirectoryDomain domain, Lookup<String> txt, Lookup<DomainName> cname, DomainName ourHost) {
        Look alias = look(cname, ourHost::equals);
        if (alias == Look.THERE) {
            return new ProofFinding.Proven(ProofMethod.CNAME);
        }
        Look token = look(txt, text -> text.strip().equals(domain.challenge()));
        if (token == Look.THERE) {
            return new ProofFinding.Proven(ProofMethod.TXT);
        }
        // Only when both answers are known is it certain that there is no proof.
        return doubt(cname, domain.advancedName())
                .or(() -> doubt(txt, domain.challengeName()))
                .<ProofFinding>map(ProofFinding.Unknown::new)
                .orElseGet(() -> new ProofFinding.Missing(missing(domain, ourHost, alias, token)));
    }

    private enum Look {
        THERE,
        OTHER,
        NOTHING
    }

    private static <T> Look look(Lookup<T> lookup, Predicate<T> wanted) {
        return switch (lookup) {
            case Lookup.Secure<T> found -> found.records().stream().anyMatch(wanted) ? Look.THERE : Look.OTHER;
            case Lookup.Insecure<T> found -> found.records().stream().anyMatch(wanted) ? Look.THERE : Look.OTHER;
            case Lookup.NoData<T> _, Lookup.NxDomain<T> _, Lookup.Bogus<T> _, Lookup.TempFail<T> _ -> Look.NOTHING;
        };
    }

    private static Optional<String> doubt(Lookup<?> lookup, DomainName name) {
        return switch (lookup) {
            case Lookup.Bogus<?> _ -> Optional.of("the DNSSEC signatures at " + name + " are wrong");
            case Lookup.TempFail<?> _ -> Optional.of("DNS gives no answer for " + name);
            case Lookup.Secure<?> _, Lookup.Insecure<?> _, Lookup.NoData<?> _, Lookup.NxDomain<?> _ -> Optional.empty();
        };
    }

    private static String missing(DirectoryDomain domain, DomainName ourHost, Look alias, Look token) {
        String first = domain.advancedName()
                + (alias == Look.OTHER ? " is an alias of another host than " : " is no alias of ")
                + ourHost;
        return first
                + (token == Look.OTHER ? "; the TXT record at " : "; there is no TXT record at ")
                + domain.challengeName()
                + (token == Look.OTHER ? " has not the token" : "");
    }
}
