package org.mailkeep.testkit.dns;

import java.util.List;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Writes an answer in the form the client asked for: with DNSSEC data or without, and no longer than it takes. */
final class AnswerWriter {

    /** RFC 1035 §4.2.1, for clients without EDNS. */
    private static final int PLAIN_UDP_LIMIT = 512;

    /** What this server takes itself; the usual size that avoids fragments. */
    private static final int OWN_PAYLOAD_SIZE = 1232;

    private AnswerWriter() {}

    static byte[] overUdp(Message query, Answer answer) {
        OPTRecord opt = query.getOPT();
        int limit = opt == null ? PLAIN_UDP_LIMIT : Math.max(PLAIN_UDP_LIMIT, opt.getPayloadSize());
        if (!answer.onlyOverTcp()) {
            byte[] whole = overTcp(query, answer);
            if (whole.length <= limit) {
                return whole;
            }
        }
        Message cut = reply(query, answer);
        cut.getHeader().setFlag(Flags.TC);
        return cut.toWire(limit);
    }

    static byte[] overTcp(Message query, Answer answer) {
        Message message = reply(query, answer);
        OPTRecord opt = query.getOPT();
        boolean dnssec = opt != null && (opt.getFlags() & ExtendedFlags.DO) != 0;
        Record question = query.getQuestion();
        int asked = question == null ? 0 : question.getType();
        addAll(message, answer.answer(), Section.ANSWER, dnssec, asked);
        addAll(message, answer.authority(), Section.AUTHORITY, dnssec, asked);
        return message.toWire(Message.MAXLENGTH);
    }

    /** Header, question and OPT; never AD, as nothing is validated here (RFC 4035 §3.2.3). */
    private static Message reply(Message query, Answer answer) {
        Header asked = query.getHeader();
        Message message = new Message(asked.getID());
        Header header = message.getHeader();
        header.setOpcode(asked.getOpcode());
        header.setFlag(Flags.QR);
        copy(Flags.RD, asked, header);
        copy(Flags.CD, asked, header);
        if (answer.fromResolver()) {
            header.setFlag(Flags.RA);
        }
        header.setRcode(answer.rcode());
        Record question = query.getQuestion();
        if (question != null) {
            message.addRecord(question, Section.QUESTION);
        }
        OPTRecord opt = query.getOPT();
        if (opt != null) {
            message.addRecord(
                    new OPTRecord(OWN_PAYLOAD_SIZE, 0, 0, opt.getFlags() & ExtendedFlags.DO), Section.ADDITIONAL);
        }
        return message;
    }

    private static void copy(int flag, Header from, Header to) {
        if (from.getFlag(flag)) {
            to.setFlag(flag);
        }
    }

    private static void addAll(Message message, List<RRset> sets, int section, boolean dnssec, int asked) {
        for (RRset set : sets) {
            // RFC 3225 §3: who did not set DO gets DNSSEC records only by asking for them.
            boolean isProof = set.getType() == Type.NSEC || set.getType() == Type.NSEC3;
            if (!isProof || dnssec || set.getType() == asked) {
                set.rrs(false).forEach(entry -> message.addRecord(entry, section));
            }
            if (dnssec) {
                set.sigs().forEach(signature -> message.addRecord(signature, section));
            }
        }
    }
}
