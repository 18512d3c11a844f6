package org.mailkeep.keydir.domain.wkd;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.openpgp.WkdHash;

/**
 * A request for a key or a policy file as it came over HTTP; none of it is checked yet.
 *
 * @param host the host it is for, without a port; null where the client named none that can be read
 * @param serverName the name that the client gave when TLS began (SNI); null without
 * @param path as sent, not decoded
 * @param query as sent, without the question mark; null without
 */
public record WkdRequest(
        @Nullable String host,
        @Nullable String serverName,
        String path,
        @Nullable String query) {

    /** Where every path of a Web Key Directory begins. */
    public static final String ROOT = "/.well-known/openpgpkey/";

    /** The label in front of the domain that tells the advanced method (§3.1). */
    public static final String SUBDOMAIN = "openpgpkey";

    private static final String KEYS = "hu/";
    private static final String POLICY = "policy";
    private static final String LOCAL_PART = "l=";

    /**
     * What is asked. Host, SNI and path must agree on one domain, else nothing is: a host name is no way to another's
     * keys. The hash decides which key it is; {@code l} is only looked at where it can be read, and must not belong to
     * another hash then.
     */
    public WkdQuestion question() {
        DomainName host = hostName();
        if (host == null || !path.startsWith(ROOT)) {
            return WkdQuestion.NONE;
        }
        String rest = path.substring(ROOT.length());
        // The direct method (§3.1): the host is the domain.
        if (rest.equals(POLICY) || rest.startsWith(KEYS)) {
            return question(host, rest);
        }
        // The advanced method: the domain is in the path, and in the host behind one more label.
        int slash = rest.indexOf('/');
        return slash < 0
                ? WkdQuestion.NONE
                : DomainName.parse(rest.substring(0, slash))
                        .filter(domain -> isSubdomain(host, domain))
                        .map(domain -> question(domain, rest.substring(slash + 1)))
                        .orElse(WkdQuestion.NONE);
    }

    private WkdQuestion question(DomainName domain, String tail) {
        if (tail.equals(POLICY)) {
            return new WkdQuestion.PolicyFile(domain);
        }
        if (!tail.startsWith(KEYS)) {
            return WkdQuestion.NONE;
        }
        return hash(tail.substring(KEYS.length()))
                .filter(this::agreesWithLocalPart)
                .<WkdQuestion>map(hash -> new WkdQuestion.Key(new WkdLocation(domain, hash)))
                .orElse(WkdQuestion.NONE);
    }

    /** Null where there is none, or TLS began with another one. */
    private @Nullable DomainName hostName() {
        DomainName named = host == null ? null : DomainName.parse(host).orElse(null);
        boolean agreed = serverName == null
                || DomainName.parse(serverName).filter(sni -> sni.equals(named)).isPresent();
        return agreed ? named : null;
    }

    private boolean agreesWithLocalPart(WkdHash hash) {
        String localPart = localPart();
        return localPart == null
                || localPart.isEmpty()
                || WkdHash.ofLocalPart(localPart).equals(hash);
    }

    /** The value of the first {@code l}; null without one that can be read. */
    private @Nullable String localPart() {
        if (query == null) {
            return null;
        }
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(LOCAL_PART)) {
                return percentDecoded(parameter.substring(LOCAL_PART.length()));
            }
        }
        return null;
    }

    /**
     * Null for what is no percent-encoded UTF-8. A plus sign is one (RFC 3986 §2.2): that it means a space is a habit of
     * forms, and a local part has no spaces but often a plus.
     */
    private static @Nullable String percentDecoded(String text) {
        ByteBuffer octets = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int octet = c;
            if (c == '%') {
                octet = isLongEnough(text, i) ? octet(text.charAt(i + 1), text.charAt(i + 2)) : -1;
                i += 2;
            }
            if (octet < 0 || c >= 0x80) {
                return null;
            }
            octets.put((byte) octet);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    /** Negative for what is no hexadecimal number. */
    private static int octet(char high, char low) {
        return Character.digit(high, 16) << 4 | Character.digit(low, 16);
    }

    private static boolean isLongEnough(String text, int percent) {
        return percent + 2 < text.length();
    }

    private static boolean isSubdomain(DomainName host, DomainName domain) {
        String name = host.value();
        return name.length() == SUBDOMAIN.length() + 1 + domain.value().length()
                && name.startsWith(SUBDOMAIN + ".")
                && name.endsWith(domain.value());
    }

    private static Optional<WkdHash> hash(String text) {
        try {
            return Optional.of(new WkdHash(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
