package org.mailkeep.testkit.dns;

import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;

/**
 * What the server has to say to one question, before it is cut to what the client understands and takes.
 *
 * @param rcode of {@link Rcode}
 * @param fromResolver whether it claims to come from a resolver (RA set)
 * @param onlyOverTcp whether UDP gets nothing but TC
 */
record Answer(int rcode, List<RRset> answer, List<RRset> authority, boolean fromResolver, boolean onlyOverTcp) {

    static Answer empty() {
        return failed(Rcode.NOERROR);
    }

    static Answer failed(int rcode) {
        return new Answer(rcode, List.of(), List.of(), true, false);
    }

    static Answer lame() {
        return new Answer(Rcode.NOERROR, List.of(), List.of(), false, false);
    }

    Answer withRcode(int other) {
        return new Answer(other, answer, authority, fromResolver, onlyOverTcp);
    }

    Answer overTcpOnly() {
        return new Answer(rcode, answer, authority, fromResolver, true);
    }

    Answer plusAnswer(List<RRset> sets) {
        return new Answer(rcode, plus(answer, sets), authority, fromResolver, onlyOverTcp);
    }

    Answer plusAuthority(List<RRset> sets) {
        return new Answer(rcode, answer, plus(authority, sets), fromResolver, onlyOverTcp);
    }

    private static List<RRset> plus(List<RRset> sets, List<RRset> more) {
        return Stream.concat(sets.stream(), more.stream()).toList();
    }
}
