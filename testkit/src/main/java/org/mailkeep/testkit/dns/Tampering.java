package org.mailkeep.testkit.dns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.xbill.DNS.DClass;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;

/** Spoils the answer of a zone in the ways that only a validator notices. */
final class Tampering {

    /** More than validators forgive a clock that is wrong: a day in Unbound (val-sig-skew-max). */
    private static final Duration EXPIRED_SINCE = Duration.ofDays(7);

    private final Clock clock;

    Tampering(Clock clock) {
        this.clock = clock;
    }

    static ZoneAnswer alterSignatures(ZoneAnswer answer) {
        return answer.mapSets(Tampering::withAlteredSignatures);
    }

    static ZoneAnswer leaveSignaturesOut(ZoneAnswer answer) {
        return answer.mapSets(set -> new RRset(set.rrs(false)));
    }

    ZoneAnswer expireSignatures(ZoneAnswer answer, ServedZone zone) {
        return answer.mapSets(set -> withExpiredSignature(set, zone.key()));
    }

    private static RRset withAlteredSignatures(RRset set) {
        RRset altered = new RRset(set.rrs(false));
        for (RRSIGRecord signature : set.sigs()) {
            byte[] bytes = signature.getSignature().clone();
            bytes[bytes.length - 1] ^= 1;
            altered.addRR(copy(signature, bytes));
        }
        return altered;
    }

    private RRset withExpiredSignature(RRset set, ZoneKey key) {
        if (set.sigs().isEmpty()) {
            return set;
        }
        Instant now = clock.instant();
        return key.sign(set, now.minus(Duration.ofDays(30)), now.minus(EXPIRED_SINCE));
    }

    private static RRSIGRecord copy(RRSIGRecord original, byte[] signature) {
        return new RRSIGRecord(
                original.getName(),
                DClass.IN,
                original.getTTL(),
                original.getTypeCovered(),
                original.getAlgorithm(),
                original.getOrigTTL(),
                original.getExpire(),
                original.getTimeSigned(),
                original.getFootprint(),
                original.getSigner(),
                signature);
    }
}
