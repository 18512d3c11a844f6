package org.mailkeep.policy.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.mailkeep.platform.dns.ValidationCheck;
import org.mailkeep.platform.dns.ValidationState;

/** Whether answers can rest on DANE, for those who watch the service. */
@ApplicationScoped
public class DnssecStatus {

    private final ValidationCheck check;

    DnssecStatus(ValidationCheck check) {
        this.check = check;
    }

    /** What keeps DNSSEC validation from working, or from being seen to work, in a sentence; empty when it works. */
    public Optional<String> problem() {
        return switch (check.state()) {
            case ValidationState.Ok _ -> Optional.empty();
            case ValidationState.Broken(String why) -> Optional.of(why);
            case ValidationState.Unchecked(String why) -> Optional.of(why);
        };
    }
}
