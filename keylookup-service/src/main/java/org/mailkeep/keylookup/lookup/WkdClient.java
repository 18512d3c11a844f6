package org.mailkeep.keylookup.lookup;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.domain.Refusal;
import org.mailkeep.keylookup.domain.StepOutcome;
import org.mailkeep.openpgp.WkdHash;

/** Asks the Web Key Directory of an address's domain (draft-koch-openpgp-webkey-service §3.1). */
@ApplicationScoped
public class WkdClient {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final WebHosts hosts;
    private final Answers answers;
    private final Clock clock;

    WkdClient(WebHosts hosts, Answers answers, Clock clock) {
        this.hosts = hosts;
        this.answers = answers;
        this.clock = clock;
    }

    /** The host of the advanced method. */
    public static DomainName advancedHost(EmailAddress email) {
        return email.domain().child("openpgpkey");
    }

    /** By the advanced method; not responsible where its host does not exist. */
    public Uni<StepOutcome> advanced(EmailAddress email) {
        if (email.domain().value().length() + "openpgpkey.".length() > DomainName.MAX_LENGTH) {
            return Uni.createFrom().item(new StepOutcome.NotResponsible("the domain has no room for such a host"));
        }
        return ask(email, advancedHost(email), "/.well-known/openpgpkey/" + email.domain() + "/hu/");
    }

    /** By the direct method; not responsible where the domain is no host. */
    public Uni<StepOutcome> direct(EmailAddress email) {
        return ask(email, email.domain(), "/.well-known/openpgpkey/hu/");
    }

    private Uni<StepOutcome> ask(EmailAddress email, DomainName host, String path) {
        String target = path + WkdHash.of(email) + "?l=" + Encoding.component(email.localPart());
        return hosts.ask(WebQuestion.get(host, target)).chain(answer -> switch (answer) {
            case WebAnswer.NoSuchHost _ -> now(new StepOutcome.NotResponsible("there is no such host"));
            case WebAnswer.TooLarge _ -> now(new StepOutcome.Refused(Refusal.TOO_LARGE));
            case WebAnswer.Failed(var why, var retryAt) -> now(new StepOutcome.Failed(why, retryAt));
            case WebAnswer.Answered(int status, var body, var retryAt) ->
                switch (status) {
                    case OK -> answers.forAddress(body.octets(), email, clock.instant());
                    case NOT_FOUND, GONE -> now(new StepOutcome.NoKey("the directory has no key for the address"));
                    default ->
                        now(new StepOutcome.Failed("the directory answered with HTTP status " + status, retryAt));
                };
        });
    }

    private static Uni<StepOutcome> now(StepOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
