package org.mailkeep.report.mail;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.config.ReportConfig;

/** The key that mails of our own are signed with, where the settings name one. Read at the start, and tried. */
@Startup
@ApplicationScoped
public class OwnKey {

    private final Optional<DkimSigner> signer;

    OwnKey(ReportConfig config) {
        ReportConfig.Dkim dkim = config.dkim();
        signer = dkim.keyFile()
                .map(file -> new DkimSigner(
                        DomainName.of(dkim.domain().orElseThrow(() -> missing("domain"))),
                        dkim.selector().orElseThrow(() -> missing("selector")),
                        read(file)));
    }

    /** Empty where no key is configured. */
    public Optional<DkimSigner> signer() {
        return signer;
    }

    private static IllegalArgumentException missing(String what) {
        return new IllegalArgumentException("mailkeep.report.dkim." + what + " is missing");
    }

    /** PEM, PKCS#8 (RFC 7468 §10), as openssl genpkey writes it. */
    static PrivateKey read(Path file) {
        try {
            String base64 = Files.readString(file)
                    .replace("-----BEGIN PRIVATE KEY-----", "")
                    .replace("-----END PRIVATE KEY-----", "");
            var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
            try {
                return KeyFactory.getInstance("RSA").generatePrivate(encoded);
            } catch (GeneralSecurityException _) {
                return KeyFactory.getInstance("Ed25519").generatePrivate(encoded);
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "mailkeep.report.dkim.key-file is no RSA or Ed25519 key in PEM (PKCS#8): " + file, unreadable);
        }
    }
}
