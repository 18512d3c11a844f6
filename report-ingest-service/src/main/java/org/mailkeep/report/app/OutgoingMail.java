package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.report.deliver.MailRelay;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.outbound.Attempt;
import org.mailkeep.report.mail.DkimSigner;
import org.mailkeep.report.mail.OwnKey;

/** Mail of our own, signed and handed to the relay. Reports without signature are ignored (RFC 8460 §3), so none goes out. */
@ApplicationScoped
class OutgoingMail {

    private final OwnKey key;
    private final MailRelay relay;
    private final Clock clock;

    OutgoingMail(OwnKey key, MailRelay relay, Clock clock) {
        this.key = key;
        this.relay = relay;
        this.clock = clock;
    }

    /** Whether there are a key and a relay. */
    boolean isPossible() {
        return key.signer().isPresent() && relay.isConfigured();
    }

    /** Signs and sends. The Uni never fails. */
    Uni<Attempt> send(EmailAddress from, EmailAddress to, Body mail) {
        Optional<DkimSigner> signer = key.signer();
        if (signer.isEmpty() || !relay.isConfigured()) {
            return Uni.createFrom()
                    .item(new Attempt.Failed(
                            Optional.empty(), "no relay or no DKIM key is configured", Optional.empty()));
        }
        return Uni.createFrom()
                .item(() -> Body.of(signer.get().sign(mail.bytes(), clock.instant())))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(signed -> relay.send(from, to, signed));
    }
}
