package org.mailkeep.testkit.dns;

import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

/** One NSEC3 record per name that exists, empty non-terminals among them, in the order of their hashes (RFC 5155). */
final class Nsec3Chain implements DenialChain {

    /** RFC 9276 §3.1: no extra iterations, no salt. */
    private static final int ITERATIONS = 0;

    private static final byte[] NO_SALT = {};
    private static final int SHA1_LENGTH = 20;

    private final Name origin;
    private final boolean optOut;
    private final NSEC3PARAMRecord parameters;
    /** By base32hex of the hash, which sorts like the hash itself (RFC 4648 §7). */
    private final NavigableMap<String, RRset> signedByHash = new TreeMap<>();

    private final List<RRset> besideThePoint;

    Nsec3Chain(ZoneNames names, boolean optOut, UnaryOperator<RRset> signer) {
        this.optOut = optOut;
        origin = names.origin();
        parameters = parametersOf(origin);
        NavigableMap<String, Name> byHash = new TreeMap<>();
        names.nodes().keySet().stream()
                .filter(name -> !optOut || !names.isInsecureDelegation(name))
                .forEach(name -> byHash.put(hash(name), name));
        byHash.forEach((hash, name) -> {
            String next = Optional.ofNullable(byHash.higherKey(hash)).orElseGet(byHash::firstKey);
            signedByHash.put(hash, signer.apply(nsec3(hash, base32hex().fromString(next), typesAt(name, names))));
        });
        String elsewhere = hash(DnsNames.child("wrong-proof", origin));
        besideThePoint = List.of(signer.apply(nsec3(elsewhere, successor(elsewhere), IntStream.of(Type.A))));
    }

    /** The record at the apex that tells which parameters the hashes were made with (RFC 5155 §4). */
    static NSEC3PARAMRecord parametersOf(Name origin) {
        return new NSEC3PARAMRecord(origin, DClass.IN, 0, NSEC3Record.Digest.SHA1, 0, ITERATIONS, NO_SALT);
    }

    @Override
    public List<RRset> noData(Name name) {
        return signedByHash.containsKey(hash(name)) ? List.of(matching(name)) : optedOut(name);
    }

    /** An unsigned delegation that is not in the chain: the span that it falls into may hold such (RFC 5155 §7.2.4). */
    private List<RRset> optedOut(Name name) {
        Name provable = new Name(name, 1);
        while (!signedByHash.containsKey(hash(provable))) {
            provable = new Name(provable, 1);
        }
        return Stream.of(matching(provable), covering(nextCloser(name, provable)))
                .distinct()
                .toList();
    }

    @Override
    public List<RRset> nameError(Name name, Name closestEncloser) {
        return Stream.of(
                        matching(closestEncloser),
                        covering(nextCloser(name, closestEncloser)),
                        covering(DnsNames.wildcardBelow(closestEncloser)))
                .distinct()
                .toList();
    }

    @Override
    public List<RRset> wildcardExpansion(Name name, Name closestEncloser) {
        return List.of(covering(nextCloser(name, closestEncloser)));
    }

    @Override
    public List<RRset> wildcardNoData(Name name, Name closestEncloser) {
        return Stream.of(
                        matching(closestEncloser),
                        covering(nextCloser(name, closestEncloser)),
                        matching(DnsNames.wildcardBelow(closestEncloser)))
                .distinct()
                .toList();
    }

    @Override
    public List<RRset> besideThePoint() {
        return besideThePoint;
    }

    private RRset matching(Name name) {
        return Objects.requireNonNull(signedByHash.get(hash(name)), "a name that is not in the zone");
    }

    private RRset covering(Name name) {
        Map.Entry<String, RRset> before = signedByHash.lowerEntry(hash(name));
        return (before == null ? signedByHash.lastEntry() : before).getValue();
    }

    private static Name nextCloser(Name name, Name closestEncloser) {
        return new Name(name, name.labels() - closestEncloser.labels() - 1);
    }

    private static IntStream typesAt(Name name, ZoneNames names) {
        boolean signed = !names.isEmptyNonTerminal(name) && !names.isInsecureDelegation(name);
        return signed ? IntStream.concat(names.typesAt(name), IntStream.of(Type.RRSIG)) : names.typesAt(name);
    }

    private RRset nsec3(String ownerHash, byte[] next, IntStream types) {
        return new RRset(new NSEC3Record(
                DnsNames.child(ownerHash, origin),
                DClass.IN,
                Zone.DEFAULT_TTL,
                NSEC3Record.Digest.SHA1,
                optOut ? NSEC3Record.Flags.OPT_OUT : 0,
                ITERATIONS,
                NO_SALT,
                next,
                types.sorted().toArray()));
    }

    private String hash(Name name) {
        try {
            return base32hex().toString(parameters.hashName(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-1", e);
        }
    }

    private static byte[] successor(String hash) {
        byte[] incremented = new BigInteger(1, base32hex().fromString(hash))
                .add(BigInteger.ONE)
                .toByteArray();
        byte[] fixed = new byte[SHA1_LENGTH];
        int length = Math.min(incremented.length, SHA1_LENGTH);
        System.arraycopy(incremented, incremented.length - length, fixed, SHA1_LENGTH - length, length);
        return fixed;
    }

    private static base32 base32hex() {
        return new base32(base32.Alphabet.BASE32HEX, false, false);
    }
}
