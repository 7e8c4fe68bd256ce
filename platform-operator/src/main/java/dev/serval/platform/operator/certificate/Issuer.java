package dev.serval.platform.operator.certificate;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes a key for a server, signed by an authority whose own key is forgotten at once: nothing
/// else can ever be signed by it.
final class Issuer {
    private static final Duration VALID_FOR = Duration.ofDays(365);
    private static final Duration CLOCKS_MAY_DIFFER_BY = Duration.ofHours(1);
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 120;
    private static final X500Name AUTHORITY = new X500Name("CN=serval webhook authority");

    private final Clock clock;
    private final SecureRandom random;

    Issuer(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /// A key for a server of these names.
    KeyMaterial issue(List<String> hosts) {
        // A certificate tells whole seconds.
        Instant ends = clock.instant().plus(VALID_FOR).truncatedTo(ChronoUnit.SECONDS);
        try {
            KeyPair authority = pair();
            KeyPair server = pair();
            X509v3CertificateBuilder root = certificate(AUTHORITY, authority, ends);
            root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            X509v3CertificateBuilder leaf =
                    certificate(new X500Name("CN=" + hosts.getFirst()), server, ends);
            leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            leaf.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            leaf.addExtension(Extension.subjectAlternativeName, false, names(hosts));
            return new KeyMaterial(
                    pem(new JcaPKCS8Generator(server.getPrivate(), null)),
                    pem(signed(leaf, authority)),
                    pem(signed(root, authority)),
                    ends);
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("this JVM cannot make a certificate", impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE), random);
        return generator.generateKeyPair();
    }

    private X509v3CertificateBuilder certificate(X500Name subject, KeyPair keys, Instant ends) {
        return new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(SERIAL_BITS, random),
                Date.from(clock.instant().minus(CLOCKS_MAY_DIFFER_BY)),
                Date.from(ends),
                subject,
                keys.getPublic());
    }

    private static GeneralNames names(List<String> hosts) {
        return new GeneralNames(
                hosts.stream()
                        .map(host -> new GeneralName(GeneralName.dNSName, host))
                        .toArray(GeneralName[]::new));
    }

    private static Object signed(X509v3CertificateBuilder certificate, KeyPair authority)
            throws OperatorCreationException {
        return certificate.build(
                new JcaContentSignerBuilder(SIGNATURE).build(authority.getPrivate()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
