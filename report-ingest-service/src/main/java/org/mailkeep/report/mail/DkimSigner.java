package org.mailkeep.report.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.apache.james.jdkim.exceptions.FailException;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Body;

/** Signs mails of our own with DKIM (RFC 6376; Ed25519 by RFC 8463), relaxed, and over the whole body as RFC 8460 §3 asks. */
public final class DkimSigner {

    /** What is signed where the mail has it; From once more than it is there, so that no second one can be added (§8.15). */
    private static final List<String> FIELDS = List.of(
            "From",
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "MIME-Version",
            "Content-Type",
            "TLS-Report-Domain",
            "TLS-Report-Submitter",
            "TLS-Required");

    /** Characters of Base64 in a line; RFC 5322 §2.1.1 has 78 in all. */
    private static final int LINE = 72;

    private final DomainName domain;
    private final String selector;
    private final PrivateKey key;

    /**
     * A signer.
     *
     * @param domain that answers for the mails
     * @param selector of the key below {@code _domainkey} (RFC 6376 §3.1)
     * @param key RSA of 1024 bits or more, or Ed25519
     */
    public DkimSigner(DomainName domain, String selector, PrivateKey key) {
        this.domain = domain;
        this.selector = selector;
        this.key = key;
        if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() < DkimKey.MIN_RSA_BITS) {
            throw new IllegalArgumentException("the RSA key has less than " + DkimKey.MIN_RSA_BITS + " bits");
        }
    }

    /** The domain that answers for the mails. */
    public DomainName domain() {
        return domain;
    }

    /**
     * The mail with a signature on top. Takes some milliseconds: not for an event loop.
     *
     * @param mail with a {@code From} and lines that end with CRLF
     * @param now for {@code t=}
     */
    public byte[] sign(byte[] mail, Instant now) {
        Body body = Body.of(mail);
        MailHeader header = MailHeader.of(body);
        String keyType = key instanceof RSAPrivateKey ? "rsa" : "ed25519";
        try {
            String head = " v=1; a=" + keyType + "-sha256; c=relaxed/relaxed; d=" + domain.value() + ";\r\n\ts="
                    + selector + "; t=" + now.getEpochSecond() + ";\r\n\th=" + String.join(":", fields(header))
                    + ";\r\n\tbh=";
            byte[] hash = SignedMail.bodyHash(body, header, new DkimSignature(head + "; b="));
            String unsigned = head + Base64.getEncoder().encodeToString(hash) + ";\r\n\tb=";
            Signature algorithm = Ed25519Sha256.algorithm(keyType);
            algorithm.initSign(key);
            SignedMail.cover(header, new DkimSignature(unsigned), algorithm);
            String signature = "DKIM-Signature:" + unsigned
                    + Base64.getMimeEncoder(LINE, "\r\n\t".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(algorithm.sign())
                    + "\r\n";
            var signed = new ByteArrayOutputStream(signature.length() + mail.length);
            signed.writeBytes(signature.getBytes(StandardCharsets.US_ASCII));
            signed.writeBytes(mail);
            return signed.toByteArray();
        } catch (GeneralSecurityException | FailException | IOException impossible) {
            throw new IllegalStateException("the key was tried at the start, and the mail is in memory", impossible);
        }
    }

    private static List<String> fields(MailHeader header) {
        var names = new ArrayList<String>();
        for (String name : FIELDS) {
            if (!header.getFields(name).isEmpty()) {
                names.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
