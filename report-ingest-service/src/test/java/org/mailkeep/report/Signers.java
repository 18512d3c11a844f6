package org.mailkeep.report;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.mail.DkimSigner;

/** Organisations that sign their reports, all with the key of RFC 8463 appendix A.2. */
public final class Signers {

    public static final String SELECTOR = "s1";

    /** The public key as DNS has it. */
    public static final String KEY_RECORD = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private static final String SEED = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

    /** The private key as openssl writes it. */
    public static final String PEM = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """;

    private Signers() {}

    /** The mail with a signature of the domain. */
    public static byte[] sign(String domain, byte[] mail) {
        return signer(domain).sign(mail, Instant.parse("2026-11-21T03:00:00Z"));
    }

    private static DkimSigner signer(String domain) {
        try {
            byte[] head = HexFormat.of().parseHex("302e020100300506032b657004220420");
            byte[] seed = Base64.getDecoder().decode(SEED);
            byte[] key = new byte[head.length + seed.length];
            System.arraycopy(head, 0, key, 0, head.length);
            System.arraycopy(seed, 0, key, head.length, seed.length);
            return new DkimSigner(
                    DomainName.of(domain),
                    SELECTOR,
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
