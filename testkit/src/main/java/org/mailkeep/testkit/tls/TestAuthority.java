package org.mailkeep.testkit.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that lives as long as the test: P-256 keys, chains from the leaf to the root. */
public final class TestAuthority {

    private static final Duration LIFE = Duration.ofDays(3650);
    private static final int SERIAL_BITS = 120;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;
    private final KeyPair keys;
    /** This authority's certificate first, the root's last. */
    private final List<X509Certificate> chain;

    private TestAuthority(Clock clock, KeyPair keys, List<X509Certificate> chain) {
        this.clock = clock;
        this.keys = keys;
        this.chain = List.copyOf(chain);
    }

    /**
     * Makes a new root.
     *
     * @param name its common name
     * @param clock says when certificates begin
     */
    public static TestAuthority create(String name, Clock clock) {
        KeyPair keys = newKeys();
        Instant now = clock.instant();
        X500Name subject = commonName(name);
        X509v3CertificateBuilder builder =
                builder(subject, subject, now.minus(Duration.ofDays(1)), now.plus(LIFE), keys.getPublic());
        return new TestAuthority(clock, keys, List.of(authorityCertificate(builder, 1, keys, keys)));
    }

    /**
     * Makes an authority below this one, whose chains show both.
     *
     * @param notAfter when its certificate ends; it began ten years before
     */
    public TestAuthority subordinate(String name, Instant notAfter) {
        KeyPair own = newKeys();
        X509v3CertificateBuilder builder =
                builder(subject(), commonName(name), notAfter.minus(LIFE), notAfter, own.getPublic());
        var chainOfBoth = Stream.concat(Stream.of(authorityCertificate(builder, 0, own, keys)), chain.stream());
        return new TestAuthority(clock, own, chainOfBoth.toList());
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The certificate as PEM, for whoever is to trust it. */
    public String pem() {
        return Pem.of(certificate());
    }

    /** A good certificate for these names, valid for a year, with a key of its own. */
    public ServerIdentity issue(String... names) {
        return issue(Leaf.of(clock.instant(), names));
    }

    /** A certificate for this name that is good, or bad in one way, with a key of its own. */
    public ServerIdentity issue(CertificateKind kind, String name) {
        Instant now = clock.instant();
        Leaf leaf = Leaf.of(now, name);
        return switch (kind) {
            case GOOD -> issue(leaf);
            case WRONG_NAME -> issue(Leaf.of(now, "wrong-name.invalid"));
            case EXPIRED -> issue(leaf.expired(now));
            case SELF_SIGNED -> selfSigned(leaf);
            case UNTRUSTED -> create("An authority nobody trusts", clock).issue(leaf);
            case COMMON_NAME_ONLY -> issue(leaf.commonNameOnly());
        };
    }

    /** A certificate that says what it is told to, with a key of its own. */
    public ServerIdentity issue(Leaf leaf) {
        KeyPair subjectKeys = newKeys();
        X509Certificate issued = leafCertificate(leaf, subjectKeys, subject(), keys);
        var whole = Stream.concat(Stream.of(issued), chain.stream());
        return new ServerIdentity(subjectKeys.getPrivate(), whole.toList());
    }

    /** A certificate that vouches for itself and that nobody trusts. */
    public static ServerIdentity selfSigned(Leaf leaf) {
        KeyPair own = newKeys();
        X500Name subject = commonName(leaf.names().getFirst());
        return new ServerIdentity(own.getPrivate(), List.of(leafCertificate(leaf, own, subject, own)));
    }

    private X500Name subject() {
        return X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    }

    private static X509Certificate authorityCertificate(
            X509v3CertificateBuilder builder, int authoritiesBelow, KeyPair subject, KeyPair issuer) {
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            addKeyIds(builder, subject.getPublic(), issuer.getPublic());
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make the certificate of an authority", e);
        }
        return sign(builder, issuer.getPrivate());
    }

    private static X509Certificate leafCertificate(Leaf leaf, KeyPair subject, X500Name issuer, KeyPair issuerKeys) {
        X509v3CertificateBuilder builder = builder(
                issuer, commonName(leaf.names().getFirst()), leaf.notBefore(), leaf.notAfter(), subject.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
            addKeyIds(builder, subject.getPublic(), issuerKeys.getPublic());
            if (leaf.inSubjectAltName()) {
                GeneralName[] names = leaf.names().stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate for " + leaf, e);
        }
        return sign(builder, issuerKeys.getPrivate());
    }

    private static void addKeyIds(X509v3CertificateBuilder builder, PublicKey subject, PublicKey issuer)
            throws GeneralSecurityException, CertIOException {
        JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(subject));
        builder.addExtension(Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(issuer));
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Instant notBefore, Instant notAfter, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
                Date.from(notBefore),
                Date.from(notAfter),
                subject,
                key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }

    private static X500Name commonName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot make a P-256 key", e);
        }
    }
}
