package org.mailkeep.platform.dns;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** What the answer to a question says. */
final class AnswerReader {

    /** More records of one answer are not looked at. */
    static final int MAX_RECORDS = 200;

    /** A longer chain of aliases is a loop, or as bad as one. */
    static final int MAX_ALIASES = 16;

    /** Nothing is kept longer, whatever its TTL. */
    static final Duration MAX_TTL = Duration.ofDays(1);

    /** How long "there is none" is kept at most. */
    static final Duration MAX_NEGATIVE_TTL = Duration.ofMinutes(30);

    /** How long a denial without a SOA record is kept; RFC 2308 §5 would not have it kept at all. */
    private static final Duration TTL_WITHOUT_SOA = Duration.ofSeconds(10);

    private final Message answer;
    private final Instant now;

    private AnswerReader(Message answer, Instant now) {
        this.answer = answer;
        this.now = now;
    }

    /** Reads an answer whose AD bit says whether it is secure: set by our validator or by a trusted one. */
    static Lookup<Record> read(Message answer, Instant now) {
        return new AnswerReader(answer, now).read(answer.getHeader().getFlag(Flags.AD));
    }

    /** Reads an answer of which nothing was validated. */
    static Lookup<Record> readUnvalidated(Message answer, Instant now) {
        return new AnswerReader(answer, now).read(false);
    }

    /** Reads what our own validator made of an answer. */
    static Lookup<Record> readValidated(Message answer, Instant now) {
        if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
            return new Lookup.Bogus<>("the answer fails DNSSEC validation");
        }
        Lookup<Record> read = read(answer, now);
        boolean unproven = (read instanceof Lookup.NoData<Record> none && !none.secure())
                || (read instanceof Lookup.NxDomain<Record> missing && !missing.secure());
        // The validator gives a reason with every zone that it finds unsigned. A denial that is neither secure nor has
        // a reason is one whose validation broke off.
        return unproven && !hasReason(answer)
                ? new Lookup.TempFail<>("the answer could not be validated to its end")
                : read;
    }

    private static boolean hasReason(Message answer) {
        return answer.getSection(Section.ADDITIONAL).stream()
                .anyMatch(record -> record.getType() == Type.TXT
                        && record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS);
    }

    private Lookup<Record> read(boolean secure) {
        int type = answer.getQuestion().getType();
        Name owner = answer.getQuestion().getName();
        Duration ttl = MAX_TTL;
        for (int aliases = 0; type != Type.CNAME; aliases++) {
            Optional<CNAMERecord> alias = alias(owner);
            if (alias.isEmpty()) {
                break;
            }
            if (aliases == MAX_ALIASES) {
                return new Lookup.TempFail<>("the name leads through more than " + MAX_ALIASES + " aliases");
            }
            ttl = shorter(ttl, life(List.of(alias.get()), owner, Type.CNAME));
            owner = alias.get().getTarget();
        }
        List<Record> records = records(owner, type);
        return records.isEmpty()
                ? denial(secure, owner)
                : positive(secure, records, owner, shorter(ttl, life(records, owner, type)));
    }

    private static Lookup<Record> positive(boolean secure, List<Record> records, Name owner, Duration ttl) {
        return DomainName.parse(owner.toString(true))
                .<Lookup<Record>>map(name ->
                        secure ? new Lookup.Secure<>(records, name, ttl) : new Lookup.Insecure<>(records, name, ttl))
                .orElseGet(() -> new Lookup.TempFail<>("an alias leads to a name that no host can have"));
    }

    private Lookup<Record> denial(boolean secure, Name owner) {
        Optional<SOARecord> soa = answer.getSection(Section.AUTHORITY).stream()
                .flatMap(record -> record instanceof SOARecord found ? Stream.of(found) : Stream.empty())
                .findFirst();
        if (soa.isEmpty() && !owner.equals(answer.getQuestion().getName())) {
            return new Lookup.TempFail<>("the resolver does not follow an alias to its end");
        }
        // RFC 2308 §5: "the minimum of the MINIMUM field of the SOA record and the TTL of the SOA itself".
        Duration ttl = soa.map(record -> Duration.ofSeconds(Math.min(record.getTTL(), record.getMinimum())))
                .map(stated -> shorter(stated, MAX_NEGATIVE_TTL))
                .orElse(TTL_WITHOUT_SOA);
        return answer.getRcode() == Rcode.NXDOMAIN
                ? new Lookup.NxDomain<>(secure, ttl)
                : new Lookup.NoData<>(secure, ttl);
    }

    private Optional<CNAMERecord> alias(Name owner) {
        return answer.getSection(Section.ANSWER).stream()
                .flatMap(record -> record instanceof CNAMERecord alias ? Stream.of(alias) : Stream.empty())
                .filter(alias -> alias.getName().equals(owner))
                .findFirst();
    }

    private List<Record> records(Name owner, int type) {
        return answer.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == type && record.getName().equals(owner))
                .limit(MAX_RECORDS)
                .toList();
    }

    /** The TTL, no longer than what is signed, nor than the signature lasts (RFC 4035 §5.3.3). */
    private Duration life(List<Record> records, Name owner, int type) {
        long seconds = records.stream().mapToLong(Record::getTTL).min().orElse(0);
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (record instanceof RRSIGRecord signature
                    && signature.getTypeCovered() == type
                    && signature.getName().equals(owner)) {
                long left = Duration.between(now, signature.getExpire()).toSeconds();
                seconds = Math.min(seconds, Math.min(signature.getOrigTTL(), Math.max(left, 0)));
            }
        }
        return Duration.ofSeconds(seconds);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
