package org.mailkeep.report.domain.dashboard;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;

/**
 * What the last probes saw of a mail host, of whichever domains it takes mail for.
 *
 * @param addresses each by the last probe that tells of it, the latest first
 */
public record MxHostPicture(List<Seen> addresses) {

    /** By a probe of one domain at {@code at}. */
    public record Seen(DomainName domain, ProbeCompleted.Host host, Instant at) {}

    /**
     * A certificate, and the addresses that showed it.
     *
     * @param sha256 of the certificate
     */
    public record Shown(String sha256, ProbeCompleted.Certificate certificate, Set<String> addresses) {}

    /** Whose a receiving address is. */
    public enum Whose {
        OURS,
        /** It is none of the host's addresses: somebody else answered, or the host had it once. */
        FOREIGN,
        /** The host's addresses are not known, or this is none. */
        UNKNOWN
    }

    public MxHostPicture {
        addresses = List.copyOf(addresses);
    }

    /** Out of probes in any order. */
    public static MxHostPicture of(String host, Collection<ProbeCompleted> probes) {
        Map<String, Seen> latest = new LinkedHashMap<>();
        probes.stream()
                .sorted(Comparator.comparing(ProbeCompleted::at).reversed())
                .forEach(probe -> probe.hosts().stream()
                        .filter(one -> one.host().equals(host))
                        .forEach(one -> latest.putIfAbsent(one.address(), new Seen(probe.domain(), one, probe.at()))));
        return new MxHostPicture(List.copyOf(latest.values()));
    }

    /** The certificates, those that were seen last first. */
    public List<Shown> certificates() {
        Map<String, Shown> all = new LinkedHashMap<>();
        addresses.forEach(seen -> seen.host()
                .shown()
                .ifPresent(certificate -> all.computeIfAbsent(
                                seen.host().certificate(), sha256 -> new Shown(sha256, certificate, new TreeSet<>()))
                        .addresses()
                        .add(seen.host().address())));
        return List.copyOf(all.values());
    }

    /** The latest that is known of its TLSA records; empty where nothing is. */
    public Optional<Seen> tlsa() {
        return addresses.stream()
                .filter(seen -> !seen.host().tlsa().isEmpty()
                        || seen.host()
                                .tlsaState()
                                .filter(ProbeCompleted.Host.TLSA_ABSENT::equals)
                                .isPresent())
                .findFirst();
    }

    /** Whether an address that a sender reached is one of the host's. */
    public Whose whose(String address) {
        Set<InetAddress> ours = new HashSet<>();
        addresses.forEach(seen -> parsed(seen.host().address()).ifPresent(ours::add));
        return parsed(address)
                .filter(_ -> !ours.isEmpty())
                .map(one -> ours.contains(one) ? Whose.OURS : Whose.FOREIGN)
                .orElse(Whose.UNKNOWN);
    }

    /** IPv6 has many ways to write one address (RFC 5952 §2). */
    private static Optional<InetAddress> parsed(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
