package org.mailkeep.platform.net;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.config.TlsConfig;

/** The certificate authorities that are believed: the system's, and those of a file. */
@Singleton
public final class TrustedAuthorities {

    private final TrustManagerFactory all;

    /**
     * Loads them.
     *
     * @throws IllegalStateException with a sentence for the operator where the file cannot be used
     */
    @Inject
    public TrustedAuthorities(TlsConfig config) {
        all = load(config.extraCa());
    }

    /** Trust in all of them. */
    public TrustManagerFactory trust() {
        return all;
    }

    private static TrustManagerFactory load(Optional<Path> extra) {
        List<Certificate> further = extra.map(TrustedAuthorities::ofFile).orElse(List.of());
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (Certificate authority :
                    Stream.concat(systemAuthorities(), further.stream()).toList()) {
                all.setCertificateEntry("authority-" + number++, authority);
            }
            return trusting(all);
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("the system's certificate authorities cannot be loaded", failure);
        }
    }

    private static Stream<X509Certificate> systemAuthorities() throws GeneralSecurityException {
        return Stream.of(trusting(null).getTrustManagers())
                .flatMap(manager -> manager instanceof X509TrustManager x509 ? Stream.of(x509) : Stream.empty())
                .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()));
    }

    private static TrustManagerFactory trusting(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory;
    }

    private static List<Certificate> ofFile(Path file) {
        Collection<? extends Certificate> found;
        try (InputStream pem = Files.newInputStream(file)) {
            found = CertificateFactory.getInstance("X.509").generateCertificates(pem);
        } catch (IOException failure) {
            throw new IllegalStateException("mailkeep.tls.extra-ca: cannot read " + file, failure);
        } catch (CertificateException failure) {
            throw new IllegalStateException("mailkeep.tls.extra-ca: " + file + " is not a PEM file", failure);
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("mailkeep.tls.extra-ca: " + file + " holds no certificate");
        }
        return List.copyOf(found);
    }
}
