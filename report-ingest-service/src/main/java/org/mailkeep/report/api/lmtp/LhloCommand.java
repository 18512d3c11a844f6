package org.mailkeep.report.api.lmtp;

import java.io.IOException;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/** The greeting (RFC 2033 §4.1) with what is understood here: RFC 2920, RFC 6152, RFC 6531 and RFC 1870. */
final class LhloCommand extends BaseCommand {

    LhloCommand() {
        super("LHLO", "Introduce yourself.", "<hostname>");
    }

    @Override
    public void execute(String command, Session session) throws IOException {
        String[] words = getArgs(command);
        if (words.length < 2) {
            session.sendResponse("501 5.5.4 LHLO needs a name");
            return;
        }
        session.resetMailTransaction();
        session.setHelo(words[1]);
        SMTPServer server = session.getServer();
        session.sendResponse(String.join(
                "\r\n",
                "250-" + server.getHostName(),
                "250-PIPELINING",
                "250-8BITMIME",
                "250-SMTPUTF8",
                "250 SIZE " + server.getMaxMessageSize()));
    }
}
