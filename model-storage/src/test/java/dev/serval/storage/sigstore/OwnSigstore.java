package dev.serval.storage.sigstore;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/// A sigstore of one's own: an authority with an intermediate certificate as Fulcio has one, a log
/// of certificates, and a log of signatures as Rekor is one, all with new keys.
public final class OwnSigstore {
    /// When all is signed.
    public static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    private static final String ROOT = "CN=own root,O=own";
    private static final String INTERMEDIATE = "CN=own intermediate,O=own";
    private static final String STATEMENT = "application/vnd.in-toto+json";
    private static final int MINUTES = 600;

    private final KeyPair root = elliptic();
    private final KeyPair intermediate = elliptic();
    private final KeyPair certificateLog = elliptic();
    private final KeyPair signatureLog = elliptic();
    private final X509Certificate rootCertificate;
    private final X509Certificate intermediateCertificate;

    public OwnSigstore() throws GeneralSecurityException {
        rootCertificate = DerCertificate.authority(ROOT, ROOT, root, root.getPublic());
        intermediateCertificate =
                DerCertificate.authority(ROOT, INTERMEDIATE, root, intermediate.getPublic());
    }

    /// Its `trusted_root.json`.
    public ObjectNode trustedRoot() throws Exception {
        return (ObjectNode)
                new JsonMapper()
                        .readTree(
                                """
                                {"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
                                 "tlogs": [%s], "ctlogs": [%s], "timestampAuthorities": [],
                                 "certificateAuthorities": [{"uri": "https://own.example",
                                  "subject": {"organization": "own", "commonName": "own"},
                                  "certChain": {"certificates": [{"rawBytes": "%s"}, {"rawBytes": "%s"}]},
                                  "validFor": {"start": "2021-03-07T03:20:29Z"}}]}\
                                """
                                        .formatted(
                                                log(signatureLog.getPublic()),
                                                log(certificateLog.getPublic()),
                                                base64(intermediateCertificate.getEncoded()),
                                                base64(rootCertificate.getEncoded())));
    }

    private static String log(PublicKey key) throws GeneralSecurityException {
        return """
        {"baseUrl": "https://log.own.example", "hashAlgorithm": "SHA2_256",
         "publicKey": {"rawBytes": "%s", "keyDetails": "PKIX_ECDSA_P256_SHA_256",
          "validFor": {"start": "2021-01-12T11:53:27Z"}},
         "logId": {"keyId": "%s"}}\
        """
                .formatted(base64(key.getEncoded()), base64(sha256(key.getEncoded())));
    }

    /// Who signs, and how.
    ///
    /// @param email whom the certificate names
    /// @param issuer where they logged in
    /// @param logged when the log of signatures took the signature
    /// @param use the certificate's extended key usage, an encoded object identifier
    public record Signing(String email, String issuer, Instant logged, String use) {
        private static final String CODE = "2b06010505070303";

        public static Signing by(String email, String issuer) {
            return new Signing(email, issuer, TIME, CODE);
        }

        public Signing at(Instant time) {
            return new Signing(email, issuer, time, use);
        }

        /// With a certificate that is for web servers.
        public Signing forServers() {
            return new Signing(email, issuer, logged, "2b06010505070301");
        }
    }

    /// A bundle of a statement, as OpenSSF's model signing writes it.
    public ObjectNode sign(String statement, Signing signing) throws Exception {
        KeyPair key = elliptic();
        X509Certificate certificate = certificate(key.getPublic(), signing);
        byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(
                "DSSEv1 %d %s %d "
                        .formatted(STATEMENT.length(), STATEMENT, payload.length)
                        .getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(payload);
        byte[] signature = sign(key, signed.toByteArray());
        byte[] body = body(payload, signature, certificate);
        return (ObjectNode)
                new JsonMapper()
                        .readTree(
                                """
                                {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
                                 "verificationMaterial": {"certificate": {"rawBytes": "%s"},
                                  "tlogEntries": [%s], "timestampVerificationData": {}},
                                 "dsseEnvelope": {"payload": "%s", "payloadType": "%s",
                                  "signatures": [{"sig": "%s"}]}}\
                                """
                                        .formatted(
                                                base64(certificate.getEncoded()),
                                                entry(body, signing.logged()),
                                                base64(payload),
                                                STATEMENT,
                                                base64(signature)));
    }

    /// A certificate of ten minutes, in which the log of certificates vouches for it.
    private X509Certificate certificate(PublicKey key, Signing signing) throws Exception {
        byte[] timestamp = timestamp(unlogged(key, signing).content());
        return unlogged(key, signing)
                .extension("2b06010401d679020402", DerCertificate.octets(timestamp))
                .sign(intermediate.getPrivate());
    }

    private DerCertificate unlogged(PublicKey key, Signing signing)
            throws GeneralSecurityException {
        Period minutes = new Period(TIME.minusSeconds(1), TIME.plusSeconds(MINUTES));
        return new DerCertificate(
                        new X500Principal(INTERMEDIATE), new X500Principal(""), key, minutes)
                .critical("551d0f", DerCertificate.hex("03020780"))
                .extension(
                        "551d25",
                        DerCertificate.sequence(
                                DerValue.encode(0x06, List.of(DerCertificate.hex(signing.use())))))
                .extension("551d0e", DerCertificate.octets(DerCertificate.sum(key)))
                .extension(
                        "551d23",
                        DerCertificate.sequence(
                                DerValue.encode(
                                        0x80,
                                        List.of(DerCertificate.sum(intermediate.getPublic())))))
                .critical(
                        "551d11",
                        DerCertificate.sequence(DerCertificate.text(0x81, signing.email())))
                .extension(
                        "2b0601040183bf300101", signing.issuer().getBytes(StandardCharsets.UTF_8))
                .extension("2b0601040183bf300108", DerCertificate.text(0x0c, signing.issuer()));
    }

    private byte[] timestamp(byte[] precertificate) throws Exception {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(entry);
        out.writeShort(0);
        out.writeLong(TIME.toEpochMilli());
        out.writeShort(1);
        out.write(sha256(intermediate.getPublic().getEncoded()));
        out.writeByte(precertificate.length >> 16);
        out.writeShort(precertificate.length);
        out.write(precertificate);
        out.writeShort(0);
        byte[] signature = sign(certificateLog, entry.toByteArray());
        ByteArrayOutputStream timestamp = new ByteArrayOutputStream();
        DataOutputStream one = new DataOutputStream(timestamp);
        int length = 1 + 32 + 8 + 2 + 2 + 2 + signature.length;
        one.writeShort(length + 2);
        one.writeShort(length);
        one.writeByte(0);
        one.write(sha256(certificateLog.getPublic().getEncoded()));
        one.writeLong(TIME.toEpochMilli());
        one.writeShort(0);
        one.writeShort(0x0403); // SHA-256 with ECDSA
        one.writeShort(signature.length);
        one.write(signature);
        return timestamp.toByteArray();
    }

    private static byte[] body(byte[] payload, byte[] signature, X509Certificate certificate)
            throws GeneralSecurityException {
        String pem =
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(
                                Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(certificate.getEncoded()));
        return """
        {"apiVersion":"0.0.1","kind":"dsse","spec":{"envelopeHash":{"algorithm":"sha256","value":"%s"},\
        "payloadHash":{"algorithm":"sha256","value":"%s"},"signatures":[{"signature":"%s","verifier":"%s"}]}}\
        """
                .formatted(
                        "0".repeat(64),
                        HexFormat.of().formatHex(sha256(payload)),
                        base64(signature),
                        base64(pem.getBytes(StandardCharsets.US_ASCII)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The second of three entries.
    private String entry(byte[] body, Instant logged) throws GeneralSecurityException {
        byte[] id = sha256(signatureLog.getPublic().getEncoded());
        byte[] before = sha256(new byte[] {0, 1});
        byte[] after = sha256(new byte[] {0, 2});
        byte[] tree = sha256(join(1, sha256(join(1, before, sha256(join(0, body)))), after));
        String note = "log.own.example - 1\n3\n%s\n".formatted(base64(tree));
        byte[] signature = sign(signatureLog, note.getBytes(StandardCharsets.UTF_8));
        byte[] hinted = Arrays.copyOf(id, 4 + signature.length);
        System.arraycopy(signature, 0, hinted, 4, signature.length);
        String checkpoint = "%s\n— log.own.example %s\n".formatted(note, base64(hinted));
        String promised =
                "{\"body\":\"%s\",\"integratedTime\":%d,\"logID\":\"%s\",\"logIndex\":100001}"
                        .formatted(
                                base64(body),
                                logged.getEpochSecond(),
                                HexFormat.of().formatHex(id));
        return """
        {"logIndex": "100001", "logId": {"keyId": "%s"}, "integratedTime": "%d",
         "kindVersion": {"kind": "dsse", "version": "0.0.1"},
         "inclusionPromise": {"signedEntryTimestamp": "%s"},
         "inclusionProof": {"logIndex": "1", "treeSize": "3", "rootHash": "%s", "hashes": ["%s", "%s"],
          "checkpoint": {"envelope": "%s"}},
         "canonicalizedBody": "%s"}\
        """
                .formatted(
                        base64(id),
                        logged.getEpochSecond(),
                        base64(sign(signatureLog, promised.getBytes(StandardCharsets.UTF_8))),
                        base64(tree),
                        base64(before),
                        base64(after),
                        checkpoint.replace("\n", "\\n"),
                        base64(body));
    }

    private static byte[] join(int kind, byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(kind);
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] sign(KeyPair key, byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(content);
        return signature.sign();
    }

    private static byte[] sha256(byte[] content) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static KeyPair elliptic() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// Writes JSON as a file.
    public static Path write(ObjectNode json, Path file) throws IOException {
        return Files.writeString(file, json.toString());
    }
}
