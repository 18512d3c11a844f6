package org.mailkeep.policy.domain.mtasts;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;

/**
 * A policy file that is valid (RFC 8461 §3.2).
 *
 * @param mode what a sender does about hosts that the policy does not allow
 * @param mx the allowed hosts; empty only for {@link Mode#NONE}
 * @param maxAge how long the policy may be relied on from its fetch, capped at {@link #MAX_MAX_AGE}
 */
public record StsPolicy(Mode mode, List<MxPattern> mx, Duration maxAge) {

    /** "Plaintext non-negative integer seconds, maximum value of 31557600" (RFC 8461 §3.2): 365.25 days. */
    public static final Duration MAX_MAX_AGE = Duration.ofHours(8766);

    /** The size that senders are suggested to bound a policy by: 64 kilobytes (RFC 8461 §3.3). */
    public static final int MAX_BYTES = 64 * 1024;

    /** What a sender does about a host without a valid certificate or a match (RFC 8461 §5). */
    public enum Mode {
        ENFORCE,
        TESTING,
        NONE;

        /** As written in the policy file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What reading a policy file comes to. */
    public sealed interface Parsed {}

    /** The file is a policy. */
    public record Valid(StsPolicy policy) implements Parsed {}

    /**
     * The file is none; an unexpired policy that is already known stays in force.
     *
     * @param why a sentence for people, without text from the file
     */
    public record Invalid(String why) implements Parsed {}

    public StsPolicy {
        mx = List.copyOf(mx);
    }

    /** Reads the body of a policy file. Never throws, whatever the bytes. */
    public static Parsed parse(byte[] body) {
        if (body.length > MAX_BYTES) {
            return new Invalid("the policy is larger than " + MAX_BYTES + " bytes");
        }
        try {
            return StsPolicyParser.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException _) {
            // sts-policy-vchar = %x21-7E / UTF8-2 / UTF8-3 / UTF8-4 (§3.2).
            return new Invalid("the policy is not UTF-8 text");
        }
    }

    /** Whether a pattern allows this host (RFC 8461 §4.1). */
    public boolean allows(DomainName host) {
        return mx.stream().anyMatch(pattern -> pattern.matches(host));
    }

    /** The fields in canonical form, one a line, without what extensions or strangers wrote beside them. */
    public List<String> lines() {
        return Stream.of(
                        List.of("version: STSv1", "mode: " + mode.word()),
                        mx.stream().map(pattern -> "mx: " + pattern).toList(),
                        List.of("max_age: " + maxAge.toSeconds()))
                .flatMap(List::stream)
                .toList();
    }

    /** The policy file in canonical form; {@link #parse} reads it back to an equal policy. */
    public String format() {
        return lines().stream().collect(Collectors.joining("\r\n", "", "\r\n"));
    }
}
