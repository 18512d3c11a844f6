package org.mailkeep.policy.resolve;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A conversation with an SMTP server, one command after the other. To be used on the socket's event loop alone. */
final class SmtpDialogue {

    private final NetSocket socket;
    private final List<String> lines = new ArrayList<>();
    /** A server may speak before it is asked. */
    private final Queue<SmtpReply> early = new ArrayDeque<>();

    private @Nullable UniEmitter<? super SmtpReply> waiting;
    private @Nullable String end;

    SmtpDialogue(NetSocket socket) {
        this.socket = socket;
        RecordParser parser = RecordParser.newDelimited("\n").maxRecordSize(SmtpReply.MAX_LINE);
        parser.handler(this::read);
        parser.exceptionHandler(_ -> end("the host sends a line that is too long"));
        socket.handler(parser);
        socket.exceptionHandler(_ -> end("the connection broke off"));
        socket.closeHandler(_ -> end("the host closed the connection"));
    }

    /** The next reply. */
    Uni<SmtpReply> reply(Duration limit) {
        return Uni.createFrom()
                .<SmtpReply>emitter(this::await)
                .ifNoItem()
                .after(limit)
                .failWith(() -> new IOException("the host did not answer in time"));
    }

    Uni<SmtpReply> command(String line, Duration limit) {
        return Uni.createFrom().deferred(() -> {
            socket.write(line + "\r\n");
            return reply(limit);
        });
    }

    /** What comes from now on is TLS: nothing that was sent before counts any more (RFC 3207 §4.2). */
    void forgetPlaintext() {
        early.clear();
        lines.clear();
    }

    private void await(UniEmitter<? super SmtpReply> emitter) {
        SmtpReply known = early.poll();
        if (known != null) {
            emitter.complete(known);
        } else if (end != null) {
            emitter.fail(new IOException(end));
        } else {
            waiting = emitter;
        }
    }

    private void read(Buffer octets) {
        Optional<SmtpReply.Line> line = SmtpReply.Line.parse(
                octets.toString(StandardCharsets.ISO_8859_1).stripTrailing());
        if (line.isEmpty() || lines.size() == SmtpReply.MAX_LINES || early.size() == SmtpReply.MAX_LINES) {
            end("the host does not speak SMTP");
            return;
        }
        lines.add(line.get().text());
        if (line.get().last()) {
            var reply = new SmtpReply(line.get().code(), lines);
            lines.clear();
            deliver(reply);
        }
    }

    private void deliver(SmtpReply reply) {
        UniEmitter<? super SmtpReply> emitter = waiting;
        waiting = null;
        if (emitter == null) {
            early.add(reply);
        } else {
            emitter.complete(reply);
        }
    }

    private void end(String why) {
        if (end != null) {
            return;
        }
        end = why;
        UniEmitter<? super SmtpReply> emitter = waiting;
        waiting = null;
        if (emitter != null) {
            emitter.fail(new IOException(why));
        }
        socket.close();
    }
}
