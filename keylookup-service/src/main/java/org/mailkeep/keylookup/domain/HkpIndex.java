package org.mailkeep.keylookup.domain;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.Standing;

/** A machine-readable index of one certificate (draft-ietf-openpgp-hkp §5.2). */
public final class HkpIndex {

    private HkpIndex() {}

    /** The lines {@code info}, {@code pub} and {@code uid}. */
    public static String of(Certificate certificate, Instant now, AcceptancePolicy policy) {
        Judgement judgement = certificate.judge(now, policy);
        Judgement.OfKey key = judgement.primary();
        StringBuilder index = new StringBuilder("info:1:1\n");
        index.append("pub:%s:%d:%s:%d:%s:%s\n"
                .formatted(
                        certificate.fingerprint(),
                        key.algorithm().id(),
                        key.bits() > 0 ? Integer.toString(key.bits()) : "",
                        key.created().getEpochSecond(),
                        expiry(key.standing()),
                        flag(key.standing())));
        for (Judgement.OfUserId userId : judgement.userIds()) {
            index.append("uid:%s:::%s\n".formatted(escaped(userId.userId().text()), flag(userId.standing())));
        }
        return index.toString();
    }

    private static String expiry(Standing standing) {
        Optional<Instant> end = switch (standing) {
            case Standing.Valid(var expiresAt) -> expiresAt;
            case Standing.Expired(var since) -> Optional.of(since);
            case Standing.Revoked _, Standing.NotYetValid _, Standing.Unacceptable _ -> Optional.empty();
        };
        return end.map(moment -> Long.toString(moment.getEpochSecond())).orElse("");
    }

    private static String flag(Standing standing) {
        return switch (standing) {
            case Standing.Revoked _ -> "r";
            case Standing.Expired _ -> "e";
            case Standing.Valid _, Standing.NotYetValid _, Standing.Unacceptable _ -> "";
        };
    }

    /** Percent-encoded: a user ID is a stranger's text, and a colon or line end in it would make fields and lines. */
    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%40", "@");
    }
}
