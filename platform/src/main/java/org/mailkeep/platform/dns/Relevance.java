package org.mailkeep.platform.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * Takes out of an answer what cannot belong to it, before it is validated.
 *
 * <p>dnsjava 3.7.1 judges every record set by the zone that its first signature, or else its owner, names, and calls
 * the whole answer insecure when that zone is provably unsigned. It does not ask whether that zone has anything to do
 * with the question: a forged denial with the SOA record, or a forged record with a signature, of any unsigned zone
 * would pass as "insecure", and DANE would be gone. RFC 4035 §5.3.1 demands that the signer's zone contains the
 * records; the same is asked here of the zone that speaks for a denial.
 */
final class Relevance {

    private static final int MAX_ALIASES = 16;

    private Relevance() {}

    /** Removes signatures by strangers, and records beside the answer from zones that none of its names are in. */
    static Message prune(Message answer) {
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            for (Record record : List.copyOf(answer.getSection(section))) {
                if (record instanceof RRSIGRecord signature
                        && !signature.getName().subdomain(signature.getSigner())) {
                    answer.removeRecord(signature, section);
                }
            }
        }
        List<Name> names = namesOf(answer);
        List<Record> authority = List.copyOf(answer.getSection(Section.AUTHORITY));
        for (Record record : authority) {
            Name zone = zoneOf(record, authority);
            if (names.stream().noneMatch(name -> name.subdomain(zone))) {
                answer.removeRecord(record, Section.AUTHORITY);
            }
        }
        return answer;
    }

    /** The asked name and those that it is an alias of. */
    private static List<Name> namesOf(Message answer) {
        List<Name> names = new ArrayList<>(List.of(answer.getQuestion().getName()));
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (record instanceof CNAMERecord alias
                    && alias.getName().equals(names.getLast())
                    && names.size() <= MAX_ALIASES) {
                names.add(alias.getTarget());
            }
        }
        return names;
    }

    /** Where the validator would look for the keys: the signer of the record's set, else its owner. */
    private static Name zoneOf(Record record, List<Record> authority) {
        if (record instanceof RRSIGRecord signature) {
            return signature.getSigner();
        }
        return authority.stream()
                .flatMap(other -> other instanceof RRSIGRecord signature ? Stream.of(signature) : Stream.empty())
                .filter(signature -> signature.getTypeCovered() == record.getType()
                        && signature.getName().equals(record.getName()))
                .map(RRSIGRecord::getSigner)
                .findFirst()
                .orElse(record.getName());
    }
}
