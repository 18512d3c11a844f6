package org.mailkeep.testkit.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Chooses the certificate by the name in the client's hello (RFC 6066 §3); the name itself serves as alias. */
final class SniKeyManager extends X509ExtendedKeyManager {

    private static final String KEY_TYPE = "EC";

    private final Function<String, Optional<ServerIdentity>> identityFor;

    SniKeyManager(Function<String, Optional<ServerIdentity>> identityFor) {
        this.identityFor = identityFor;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        if (!keyType.startsWith(KEY_TYPE)) {
            return null;
        }
        String name = Tls.requestedName(((SSLSocket) socket).getHandshakeSession());
        return identityFor.apply(name).isPresent() ? name : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return identityFor
                .apply(alias)
                .map(identity -> identity.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identityFor.apply(alias).map(ServerIdentity::key).orElse(null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
