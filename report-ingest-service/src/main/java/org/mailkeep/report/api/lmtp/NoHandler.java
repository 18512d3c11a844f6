package org.mailkeep.report.api.lmtp;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;

/** The library asks for one with each mail: every sender and recipient is taken, and {@link LmtpDataCommand} reads the mail. */
final class NoHandler implements MessageHandler {

    @Override
    public void from(String sender) {}

    @Override
    public void recipient(String recipient) {}

    @Override
    public @Nullable String data(InputStream mail) {
        throw new IllegalStateException("the command DATA is replaced");
    }

    @Override
    public void done() {}
}
