package org.mailkeep.testkit.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** From the bytes of a query to the bytes of its reply. */
final class QueryHandler {

    private final Responder responder;
    private final DnsFaults faults;
    private final QueryCounts counts;

    QueryHandler(Responder responder, DnsFaults faults, QueryCounts counts) {
        this.responder = responder;
        this.faults = faults;
        this.counts = counts;
    }

    /** Empty where no reply is to be sent; waits where the name was told to be slow. */
    Optional<byte[]> handle(byte[] bytes, boolean overTcp) throws InterruptedException {
        Message query;
        try {
            query = new Message(bytes);
        } catch (IOException _) {
            return Optional.empty();
        }
        if (query.getHeader().getFlag(Flags.QR)) {
            return Optional.empty();
        }
        Optional<Answer> answer = answer(query);
        return answer.map(found -> overTcp ? AnswerWriter.overTcp(query, found) : AnswerWriter.overUdp(query, found));
    }

    private Optional<Answer> answer(Message query) throws InterruptedException {
        Record question = query.getQuestion();
        if (question == null) {
            return Optional.of(Answer.failed(Rcode.FORMERR));
        }
        if (query.getHeader().getOpcode() != Opcode.QUERY || isMetaType(question.getType())) {
            return Optional.of(Answer.failed(Rcode.NOTIMP));
        }
        if (question.getDClass() != DClass.IN) {
            return Optional.of(Answer.failed(Rcode.REFUSED));
        }
        Name name = question.getName();
        counts.count(name, question.getType());
        Optional<Duration> delay = faults.delayOf(name, question.getType());
        if (delay.isPresent()) {
            Thread.sleep(delay.get());
        }
        return responder.answer(name, question.getType());
    }

    /** Questions for more than one set, and for signatures alone (RFC 8482 §1 lets a server decline them). */
    private static boolean isMetaType(int type) {
        return type == Type.RRSIG || (type >= 128 && type <= 255) || type == Type.OPT;
    }
}
