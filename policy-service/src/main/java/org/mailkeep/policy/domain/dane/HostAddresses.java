package org.mailkeep.policy.domain.dane;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/**
 * What a host's A and AAAA answers say of its security (RFC 7672 §2.2.2). The addresses themselves do not matter here.
 *
 * <p>One family that answers is enough: a failure of the other is no failure of the host, since a mail server would
 * deliver over the first all the same.
 */
public sealed interface HostAddresses {

    /**
     * Every address that was found is secure.
     *
     * @param owner the end of the CNAME chain; the host itself where there is no alias
     */
    record Secure(DomainName owner) implements HostAddresses {}

    /**
     * There are addresses, and at least some are not secure.
     *
     * @param alias whether the host is a CNAME, which may be secure itself
     */
    record Insecure(boolean alias) implements HostAddresses {}

    /**
     * Nobody can connect: the host does not exist or has no address.
     *
     * @param proven whether DNSSEC proves that
     */
    record None(String why, boolean proven) implements HostAddresses {}

    /** It could not be found out. */
    record Undetermined(String why) implements HostAddresses {}

    static HostAddresses of(DomainName host, Lookup<String> a, Lookup<String> aaaa) {
        List<Positive> found = Stream.of(a, aaaa)
                .map(HostAddresses::positive)
                .flatMap(Optional::stream)
                .toList();
        if (!found.isEmpty()) {
            return found.stream().allMatch(Positive::secure)
                    ? new Secure(found.getFirst().owner())
                    : new Insecure(found.stream()
                            .anyMatch(positive -> !positive.owner().equals(host)));
        }
        // NXDOMAIN is said of the name, so one family is enough (RFC 8020).
        if (a instanceof Lookup.NxDomain<String> none) {
            return new None("the host does not exist", none.secure());
        }
        if (aaaa instanceof Lookup.NxDomain<String> none) {
            return new None("the host does not exist", none.secure());
        }
        return a instanceof Lookup.NoData<String> noA && aaaa instanceof Lookup.NoData<String> noAaaa
                ? new None("the host has no address", noA.secure() && noAaaa.secure())
                : new Undetermined("the addresses of the host could not be looked up");
    }

    /** An answer with records. */
    record Positive(boolean secure, DomainName owner) {}

    private static Optional<Positive> positive(Lookup<String> answer) {
        return switch (answer) {
            case Lookup.Secure<String> found -> Optional.of(new Positive(true, found.owner()));
            case Lookup.Insecure<String> found -> Optional.of(new Positive(false, found.owner()));
            case Lookup.NoData<String> _,
                    Lookup.NxDomain<String> _,
                    Lookup.Bogus<String> _,
                    Lookup.TempFail<String> _ -> Optional.empty();
        };
    }
}
