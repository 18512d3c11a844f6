package org.mailkeep.ui;

import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Gives the forms of who signed in at the OpenID Connect provider a token of the session: made of the ID token, which
 * other sites cannot know.
 */
@ApplicationScoped
class ProvidersSession implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        IdTokenCredential idToken = identity.getCredential(IdTokenCredential.class);
        return Uni.createFrom()
                .item(
                        idToken == null
                                ? identity
                                : QuarkusSecurityIdentity.builder(identity)
                                        .addAttribute(Visitor.FORM_TOKEN, formToken(idToken.getToken()))
                                        .build());
    }

    private static String formToken(String idToken) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(("form " + idToken).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
