package org.mailkeep.ui;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;
import java.util.Set;

/**
 * Who looks at a page.
 *
 * @param signedIn whether the visitor proved who it is
 * @param roles what the visitor may do
 * @param formToken what each form of the visitor's pages has to carry; empty without a session
 */
public record Visitor(boolean signedIn, Set<String> roles, String formToken) {

    /** The name of the field that carries {@link #formToken}. */
    static final String FORM_TOKEN = "form-token";

    public Visitor {
        roles = Set.copyOf(roles);
    }

    static Visitor of(SecurityIdentity identity) {
        return new Visitor(
                !identity.isAnonymous(),
                identity.getRoles(),
                formToken(identity).orElse(""));
    }

    static Optional<String> formToken(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(FORM_TOKEN));
    }

    /** Whether a control that needs {@code role} is to be shown. */
    public boolean may(String role) {
        return roles.contains(role);
    }
}
