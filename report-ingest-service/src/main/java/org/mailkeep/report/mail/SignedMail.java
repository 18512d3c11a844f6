package org.mailkeep.report.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.jdkim.DKIMCommon;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.impl.BodyHasherImpl;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;
import org.apache.james.mime4j.io.EOLConvertingInputStream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.mail.Claim;
import org.mailkeep.report.domain.mail.Proof.Signer;

/**
 * A mail and the signatures on it that could answer for a report. The library canonicalizes and reads the tags; keys are asked
 * for in between, so that nothing here waits. Takes its time: work for a thread that has it.
 */
final class SignedMail extends DKIMCommon {

    /** Signatures that are looked at; each may cost a question and the hash of the mail. */
    static final int MAX_SIGNATURES = 8;

    private final Body mail;
    private final MailHeader header;
    private final List<DkimSignature> candidates = new ArrayList<>();
    private String objection = "the mail bears no DKIM signature";

    private SignedMail(Body mail) {
        this.mail = mail;
        header = MailHeader.of(mail);
    }

    /** Never throws, whatever the mail holds. */
    static SignedMail of(Body mail, Instant receivedAt) {
        var signed = new SignedMail(mail);
        Claim claim = signed.claim();
        signed.header.getFields("DKIM-Signature").stream()
                .limit(MAX_SIGNATURES)
                .forEach(field -> signed.consider(field, claim, receivedAt));
        return signed;
    }

    private void consider(String field, Claim claim, Instant receivedAt) {
        try {
            var signature = new DkimSignature(field.substring(field.indexOf(':') + 1));
            Optional<String> reason = signature.keyName().isEmpty()
                    ? Optional.of("the signature names no domain")
                    : signature.domain().filter(claim::agreesWith).isEmpty()
                            ? Optional.of("no signature is of the domain that submits the report")
                            : signature.objection(receivedAt);
            reason.ifPresentOrElse(why -> objection = why, () -> candidates.add(signature));
        } catch (RuntimeException _) {
            // The library throws several unchecked exceptions for what is not as it should be.
            objection = "a DKIM signature cannot be read";
        }
    }

    Claim claim() {
        return header.claim();
    }

    MailHeader header() {
        return header;
    }

    /** Those that count if their keys agree. */
    List<DkimSignature> candidates() {
        return candidates;
    }

    /** Why the others do not count, a sentence; there is none where all may count. */
    String objection() {
        return objection;
    }

    /** What one signature came to. */
    sealed interface Check {

        record Holds(Signer signer) implements Check {}

        /**
         * It does not.
         *
         * @param reason a sentence that repeats nothing of the mail
         */
        record Fails(String reason) implements Check {}
    }

    /**
     * Checks a candidate (RFC 6376 §6.1.3).
     *
     * @param records what DNS has under its name
     */
    Check check(DkimSignature signature, List<String> records) {
        String reason = "there is no key for the signature in DNS";
        for (String record : records) {
            try {
                var key = new DkimKey(record);
                DKIMVerifier.apply(key, signature);
                if (!key.isForReports() || key.isTesting()) {
                    // RFC 6376 §3.6.1: under t=y, the mail is as if it were not signed.
                    reason = "the key is for something else than mail, or for testing";
                } else {
                    return verify(signature, key);
                }
            } catch (FailException | RuntimeException _) {
                reason = "the key in DNS does not fit the signature, is revoked, or too short";
            }
        }
        return new Check.Fails(reason);
    }

    private Check verify(DkimSignature signature, DkimKey key) {
        try {
            Signature algorithm = Ed25519Sha256.algorithm(signature.keyType());
            algorithm.initVerify(key.getPublicKey());
            signatureCheck(header, signature, signature.getHeaders(), algorithm);
            if (!algorithm.verify(signature.getSignature())) {
                return new Check.Fails("the signature does not fit the header");
            }
            if (!MessageDigest.isEqual(signature.getBodyHash(), bodyHash(mail, header, signature))) {
                return new Check.Fails("the signature does not fit the body");
            }
            DomainName domain = signature.domain().orElseThrow();
            return new Check.Holds(new Signer(domain, key.isForTlsReports()));
        } catch (GeneralSecurityException | FailException | IOException _) {
            return new Check.Fails("the signature cannot be checked");
        }
    }

    /** The hash of the body in the signature's canonical form (RFC 6376 §3.7). */
    static byte[] bodyHash(Body mail, MailHeader header, SignatureRecordImpl signature)
            throws FailException, IOException {
        var hasher = new BodyHasherImpl(signature);
        int start = header.bodyStart();
        var body = new EOLConvertingInputStream(new ByteArrayInputStream(mail.bytes(), start, mail.length() - start));
        streamCopy(body, hasher.getOutputStream());
        return hasher.getDigest();
    }

    /** Feeds what a signature covers of the header to its algorithm. */
    static void cover(MailHeader header, SignatureRecordImpl signature, Signature algorithm)
            throws GeneralSecurityException, FailException {
        signatureCheck(header, signature, signature.getHeaders(), algorithm);
    }
}
