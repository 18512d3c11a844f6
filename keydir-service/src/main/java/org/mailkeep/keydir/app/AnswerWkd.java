package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.domain.wkd.WkdAnswer;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.keydir.domain.wkd.WkdQuestion;
import org.mailkeep.keydir.domain.wkd.WkdRequest;

/** Answers what a Web Key Directory is asked. */
@ApplicationScoped
public class AnswerWkd {

    private static final WkdAnswer POLICY = new WkdAnswer.Policy();
    private static final WkdAnswer UNAVAILABLE = new WkdAnswer.Unavailable();

    private final ServedDomains domains;
    private final Directory directory;

    AnswerWkd(ServedDomains domains, Directory directory) {
        this.domains = domains;
        this.directory = directory;
    }

    /** Fails only for a bug. At once in memory; else the answer comes on the caller's Vert.x context. */
    public Uni<WkdAnswer> answer(WkdRequest request) {
        return switch (request.question()) {
            case WkdQuestion.Key(WkdLocation location)
            when domains.serves(location.domain()) -> directory.find(location);
            case WkdQuestion.PolicyFile(DomainName domain)
            when domains.serves(domain) -> Uni.createFrom().item(POLICY);
            case WkdQuestion.Key _, WkdQuestion.PolicyFile _, WkdQuestion.None _ ->
                Uni.createFrom().item(domains.isLoaded() ? WkdAnswer.NOT_FOUND : UNAVAILABLE);
        };
    }
}
