package org.mailkeep.ui;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.mailkeep.platform.auth.LocalToken;

/**
 * The sessions of those who signed in with the local token. They end with their time, and all of them when the token
 * changes. Reads the token's file: not for event loops.
 *
 * <p>Signing out takes the cookie from the browser; a copy of it that somebody took before stays good until its time.
 */
@ApplicationScoped
class Sessions {

    private static final String PURPOSE = "page sessions";

    private final LocalToken token;
    private final Clock clock;
    private final UiConfig config;
    private final SecureRandom random = new SecureRandom();

    Sessions(LocalToken token, Clock clock, UiConfig config) {
        this.token = token;
        this.clock = clock;
        this.config = config;
    }

    /** The cookie of a new session for who has the token. */
    Optional<String> open(String presentedToken) {
        return token.matches(presentedToken) ? seal().map(this::issue) : Optional.empty();
    }

    /** The form token of the session that a cookie stands for; empty if there is no such session. */
    Optional<String> formToken(String cookie) {
        return seal().filter(seal -> seal.accepts(cookie, clock.instant())).map(seal -> seal.formToken(cookie));
    }

    private String issue(SessionSeal seal) {
        var nonce = new byte[SessionSeal.NONCE_BYTES];
        random.nextBytes(nonce);
        return seal.issue(clock.instant().plus(config.sessionLifetime()), nonce);
    }

    private Optional<SessionSeal> seal() {
        return token.keyFor(PURPOSE).map(SessionSeal::new);
    }
}
