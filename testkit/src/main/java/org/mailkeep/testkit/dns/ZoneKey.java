package org.mailkeep.testkit.dns;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DNSSEC.DNSSECException;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;

/** The one key that signs a zone's keys and its data (a combined signing key, RFC 6781 §3.1). */
final class ZoneKey {

    private final KeyPair pair;
    private final DNSKEYRecord published;

    private ZoneKey(KeyPair pair, DNSKEYRecord published) {
        this.pair = pair;
        this.published = published;
    }

    static ZoneKey generate(Name origin) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            int flags = DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY;
            return new ZoneKey(
                    pair,
                    new DNSKEYRecord(
                            origin,
                            DClass.IN,
                            Zone.DEFAULT_TTL,
                            flags,
                            DNSKEYRecord.Protocol.DNSSEC,
                            DNSSEC.Algorithm.ECDSAP256SHA256,
                            pair.getPublic()));
        } catch (GeneralSecurityException | DNSSECException e) {
            throw new IllegalStateException("this JVM cannot make a P-256 key", e);
        }
    }

    DNSKEYRecord dnskey() {
        return published;
    }

    DSRecord ds() {
        return new DSRecord(published.getName(), DClass.IN, Zone.DEFAULT_TTL, DNSSEC.Digest.SHA256, published);
    }

    /** The records with one signature over them, in a new set. */
    RRset sign(RRset records, Instant from, Instant until) {
        try {
            RRset signed = new RRset(records.rrs(false));
            signed.addRR(DNSSEC.sign(signed, published, pair.getPrivate(), from, until));
            return signed;
        } catch (DNSSECException e) {
            throw new IllegalStateException("cannot sign " + records, e);
        }
    }
}
