package org.mailkeep.testkit.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Both ends of a TLS connection. */
public final class Tls {

    private Tls() {}

    /**
     * Makes the server's side of a connection speak TLS, with the certificate that fits the name the client asks for.
     * The handshake comes with the first byte read or written.
     *
     * @param identityFor gets the SNI name in lower case, or the empty text where the client sent none; empty to refuse
     */
    public static SSLSocket serve(Socket plain, Function<String, Optional<ServerIdentity>> identityFor)
            throws IOException {
        // A context per connection: a client that resumed an older session would not see that the certificate changed.
        SSLContext context = context(new KeyManager[] {new SniKeyManager(identityFor)}, new TrustManager[0]);
        return (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
    }

    /** A client that trusts these roots and nothing else. */
    public static SSLContext clientTrusting(X509Certificate... roots) {
        return client(new KeyManager[0], roots);
    }

    /** The same, which shows a certificate of its own where it is asked for one. */
    public static SSLContext clientTrusting(ServerIdentity own, X509Certificate... roots) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return client(factory.getKeyManagers(), roots);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot hold keys", e);
        }
    }

    private static SSLContext client(KeyManager[] keys, X509Certificate... roots) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate root : List.of(roots)) {
                store.setCertificateEntry(root.getSerialNumber().toString(), root);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return context(keys, factory.getTrustManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot hold certificates", e);
        }
    }

    /** The SNI name of a handshake on the server's side, in lower case; empty where the client sent none. */
    public static String requestedName(SSLSession session) {
        List<SNIServerName> names =
                session instanceof ExtendedSSLSession extended ? extended.getRequestedServerNames() : List.of();
        return names.stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }
}
