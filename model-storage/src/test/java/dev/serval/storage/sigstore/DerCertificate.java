package dev.serval.storage.sigstore;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/// An X.509 certificate with whatever a test wants in it, written byte by byte, for EC keys.
final class DerCertificate {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /// `ecdsa-with-SHA256`.
    private static final byte[] ALGORITHM = hex("300a06082a8648ce3d040302");

    private static final byte[] TRUE = hex("0101ff");

    private final List<byte[]> extensions = new ArrayList<>();
    private final X500Principal issuer;
    private final X500Principal subject;
    private final PublicKey key;
    private final Period valid;

    DerCertificate(X500Principal issuer, X500Principal subject, PublicKey key, Period valid) {
        this.issuer = issuer;
        this.subject = subject;
        this.key = key;
        this.valid = valid;
    }

    /// An authority's certificate.
    static X509Certificate authority(String issuer, String name, KeyPair signer, PublicKey key)
            throws GeneralSecurityException {
        Period years =
                new Period(
                        Instant.parse("2020-01-01T00:00:00Z"),
                        Instant.parse("2040-01-01T00:00:00Z"));
        return new DerCertificate(new X500Principal(issuer), new X500Principal(name), key, years)
                .critical("551d13", sequence(TRUE))
                .critical("551d0f", hex("03020106"))
                .extension("551d0e", octets(sum(key)))
                .extension(
                        "551d23", sequence(DerValue.encode(0x80, List.of(sum(signer.getPublic())))))
                .sign(signer.getPrivate());
    }

    /// Adds an extension.
    ///
    /// @param id its object identifier, encoded, in hexadecimal digits
    DerCertificate extension(String id, byte[] value) {
        extensions.add(sequence(identifier(id), octets(value)));
        return this;
    }

    DerCertificate critical(String id, byte[] value) {
        extensions.add(sequence(identifier(id), TRUE, octets(value)));
        return this;
    }

    /// What is signed.
    byte[] content() {
        return sequence(
                hex("a003020102"),
                DerValue.encode(0x02, List.of(BigInteger.valueOf(4711).toByteArray())),
                ALGORITHM,
                issuer.getEncoded(),
                sequence(time(valid.start()), time(valid.end())),
                subject.getEncoded(),
                key.getEncoded(),
                DerValue.encode(0xa3, List.of(sequence(extensions.toArray(byte[][]::new)))));
    }

    X509Certificate sign(PrivateKey signer) throws GeneralSecurityException {
        byte[] content = content();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(content);
        byte[] bits = DerValue.encode(0x03, List.of(new byte[1], signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(sequence(content, ALGORITHM, bits)));
    }

    /// The identifier of a key, as certificates use it.
    static byte[] sum(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    }

    static byte[] sequence(byte[]... parts) {
        return DerValue.encode(DerValue.SEQUENCE, List.of(parts));
    }

    static byte[] octets(byte[] content) {
        return DerValue.encode(DerValue.OCTET_STRING, List.of(content));
    }

    static byte[] text(int tag, String text) {
        return DerValue.encode(tag, List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] identifier(String id) {
        return DerValue.encode(0x06, List.of(hex(id)));
    }

    private static byte[] time(Instant time) {
        return text(0x17, UTC_TIME.format(time));
    }
}
