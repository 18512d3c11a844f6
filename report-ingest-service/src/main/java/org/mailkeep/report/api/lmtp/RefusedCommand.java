package org.mailkeep.report.api.lmtp;

import java.io.IOException;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/** A command of SMTP that LMTP does not have, or that nobody needs. */
final class RefusedCommand extends BaseCommand {

    RefusedCommand(String verb) {
        super(verb, "Not here");
    }

    @Override
    public void execute(String command, Session session) throws IOException {
        session.sendResponse("500 5.5.1 This is LMTP (RFC 2033)");
    }
}
