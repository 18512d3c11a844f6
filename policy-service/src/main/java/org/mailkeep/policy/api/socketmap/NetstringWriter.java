package org.mailkeep.policy.api.socketmap;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.mailkeep.policy.domain.postfix.PostfixReply;

/** Writes replies as netstrings. */
final class NetstringWriter {

    private static final String TOO_LONG = "TEMP the policy does not fit into a reply";

    private NetstringWriter() {}

    /** Appends {@code reply}, or a temporary failure where Postfix would not read all of it. */
    static void append(Buffer out, String reply) {
        byte[] bytes =
                (reply.length() <= PostfixReply.MAX_BYTES ? reply : TOO_LONG).getBytes(StandardCharsets.US_ASCII);
        out.appendString(Integer.toString(bytes.length))
                .appendByte((byte) ':')
                .appendBytes(bytes)
                .appendByte((byte) ',');
    }
}
