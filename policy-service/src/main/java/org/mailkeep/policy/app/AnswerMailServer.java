package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.config.SocketmapConfig;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.postfix.LookupKey;
import org.mailkeep.policy.domain.postfix.PostfixReply;

/** What Postfix is told about a key: always a reply, in bounded time. */
@ApplicationScoped
public class AnswerMailServer {

    private static final PostfixReply TOO_SLOW =
            PostfixReply.temporaryFailure("the policy could not be found out in time");
    private static final PostfixReply BROKEN = PostfixReply.temporaryFailure("internal error");

    private static final Logger LOG = Logger.getLogger(AnswerMailServer.class);

    private final PolicyLookup lookup;
    private final Duration limit;

    AnswerMailServer(PolicyLookup lookup, SocketmapConfig config) {
        this.lookup = lookup;
        limit = config.answerTimeout();
    }

    /** The reply, if it is known without asking anybody. */
    public Optional<PostfixReply> remembered(LookupKey key) {
        return switch (key) {
            case LookupKey.Domain(var name) -> {
                TlsPolicy policy = lookup.remembered(name);
                yield policy == null
                        ? overridden(name)
                        : Optional.of(policy.decision().reply());
            }
            case LookupKey.Host _ -> Optional.empty();
            case LookupKey.Other _ -> Optional.of(PostfixReply.NOT_FOUND);
        };
    }

    /** What an operator decided needs no look at the domain, which may be what does not answer. */
    private Optional<PostfixReply> overridden(DomainName domain) {
        return Optional.ofNullable(lookup.override(domain))
                .map(override -> override.decision().reply());
    }

    /** The reply; never a failure. Whatever keeps it from being found out delays the mail, and weakens nothing. */
    public Uni<PostfixReply> answer(LookupKey key) {
        return always(find(key), limit);
    }

    static Uni<PostfixReply> always(Uni<PostfixReply> reply, Duration limit) {
        return reply.ifNoItem()
                .after(limit)
                .recoverWithItem(TOO_SLOW)
                .onFailure()
                .invoke(failure -> LOG.error("A policy lookup failed", failure))
                .onFailure()
                .recoverWithItem(BROKEN);
    }

    private Uni<PostfixReply> find(LookupKey key) {
        return switch (key) {
            case LookupKey.Domain(var name) ->
                lookup.lookup(name).map(policy -> policy.decision().reply());
            case LookupKey.Host(var name, int port) ->
                lookup.lookupHost(name, port).map(decision -> decision.reply());
            case LookupKey.Other _ -> Uni.createFrom().item(PostfixReply.NOT_FOUND);
        };
    }
}
