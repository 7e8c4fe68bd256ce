package dev.serval.storage.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.storage.sigstore.OwnSigstore;
import dev.serval.storage.testing.StoreServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OpenSSF's own `model_signing` signs, and its signatures are taken.
class OpenSsfToolTest {
    private static final String OPEN_SSF =
            """
            import sys, model_signing
            model, key = sys.argv[1:3]
            signature = model + "/model.sig"
            config = model_signing.signing.Config()
            """;

    private static final String SIGSTORE =
            """
            import sys
            from sigstore.errors import VerificationError
            from sigstore.models import Bundle, TrustedRoot
            from sigstore.verify import Verifier, policy
            bundle, root, identity, issuer = sys.argv[1:5]
            verifier = Verifier(trusted_root=TrustedRoot.from_file(root))
            try:
                verifier.verify_dsse(
                    Bundle.from_json(open(bundle).read()),
                    policy.Identity(identity=identity, issuer=issuer))
            except VerificationError as refused:
                sys.exit(str(refused))
            """;

    private static final String SHIPPED_ROOT =
            """
            import pathlib, shutil, sys, sigstore
            found = [root for root in pathlib.Path(sigstore.__file__).parent.rglob("trusted_root.json")
                     if "sigstore.dev" in str(root)]
            shutil.copy(found[0], sys.argv[1])
            """;

    @TempDir Path root;

    private Path model;
    private Path key;

    @BeforeEach
    void writeModel() throws IOException {
        model = Files.createDirectories(root.resolve("model"));
        Files.createDirectory(model.resolve("deep"));
        Files.writeString(model.resolve("a.txt"), "a");
        Files.writeString(model.resolve("deep/w.bin"), "weights");
        key = root.resolve("key.pub");
    }

    @Test
    void takesWhatItSignsByKeyAndByCertificate() throws Exception {
        Path python = StoreServer.program("python/bin/python");
        assumeThat(new ProcessBuilder("which", "openssl").start().waitFor())
                .as("openssl is there")
                .isZero();
        String secret = root.resolve("secret.pem").toString();
        run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", secret);
        run("openssl", "ec", "-in", secret, "-pubout", "-out", key.toString());
        run(
                python.toString(),
                "-c",
                OPEN_SSF + "config.use_elliptic_key_signer(private_key=key).sign(model, signature)",
                model.toString(),
                secret);
        assertThat(byKey()).isEmpty();

        Path certificate = root.resolve("certificate.pem");
        run(
                "openssl",
                "req",
                "-x509",
                "-new",
                "-key",
                secret,
                "-subj",
                "/CN=me",
                "-addext",
                "subjectAltName=email:me@example.org",
                "-addext",
                "keyUsage=critical,digitalSignature,keyCertSign",
                "-days",
                "2",
                "-out",
                certificate.toString());
        Files.delete(model.resolve("model.sig"));
        run(
                python.toString(),
                "-c",
                OPEN_SSF
                        + "config.use_certificate_signer(private_key=key, signing_certificate=sys.argv[3],"
                        + " certificate_chain=[sys.argv[3]]).sign(model, signature)",
                model.toString(),
                secret,
                certificate.toString());
        assertThat(byCertificate(certificate, List.of())).isEmpty();
        assertThat(byCertificate(certificate, List.of("me@example.org"))).isEmpty();
        assertThat(byCertificate(certificate, List.of("you@example.org")))
                .contains("names [CN=me, me@example.org], expected one of [you@example.org]");
    }

    @Test
    void takesAndRefusesKeylessSignaturesAsSigstoresOwnVerifierDoes() throws Exception {
        Path python = StoreServer.program("python/bin/python");
        OwnSigstore sigstore = new OwnSigstore();
        Path trusted = OwnSigstore.write(sigstore.trustedRoot(), root.resolve("root.json"));
        ObjectNode bundle =
                sigstore.sign(
                        Bundles.statement(),
                        OwnSigstore.Signing.by("me@example.org", "https://login.example.org"));
        OwnSigstore.write(bundle, model.resolve("model.sig"));
        List<String> me = List.of("me@example.org", "https://login.example.org");
        assertThat(ofSigstore(python, trusted, me)).isZero();
        assertThat(keyless(trusted, me)).isEmpty();
        List<String> you = List.of("you@example.org", "https://login.example.org");
        assertThat(ofSigstore(python, trusted, you)).isNotZero();
        assertThat(keyless(trusted, you)).isNotEmpty();
        Path another =
                OwnSigstore.write(new OwnSigstore().trustedRoot(), root.resolve("another.json"));
        assertThat(ofSigstore(python, another, me)).isNotZero();
        assertThat(keyless(another, me)).isNotEmpty();
    }

    @Test
    void readsTheTrustedRootThatSigstoreShips() throws Exception {
        Path python = StoreServer.program("python/bin/python");
        Path copy = root.resolve("sigstore.json");
        run(python.toString(), "-c", SHIPPED_ROOT, copy.toString());
        OwnSigstore.write(
                new OwnSigstore().sign(Bundles.statement(), OwnSigstore.Signing.by("me", "login")),
                model.resolve("model.sig"));
        assertThat(keyless(copy, List.of("me", "login")))
                .startsWith("signature 'model.sig': log '")
                .contains("is none of the trusted root's");
    }

    private int ofSigstore(Path python, Path trustedRoot, List<String> signer) throws Exception {
        return new ProcessBuilder(
                        python.toString(),
                        "-c",
                        SIGSTORE,
                        model.resolve("model.sig").toString(),
                        trustedRoot.toString(),
                        signer.getFirst(),
                        signer.getLast())
                .inheritIO()
                .start()
                .waitFor();
    }

    private String keyless(Path trustedRoot, List<String> signer) throws Exception {
        return defect(
                new TrustSources(
                        List.of(),
                        List.of(),
                        Optional.of(trustedRoot),
                        List.of(signer.getFirst()),
                        List.of(signer.getLast())));
    }

    private String byKey() throws Exception {
        return defect(new TrustSources(List.of(key), List.of(), List.of()));
    }

    private String byCertificate(Path root, List<String> identities) throws Exception {
        return defect(new TrustSources(List.of(), List.of(root), identities));
    }

    private String defect(TrustSources sources) throws Exception {
        TrustPolicy policy = TrustPolicy.of(SignatureMode.REQUIRED, sources);
        return new ModelSignature(policy).defect(model).orElse("");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + ": " + printed).isZero();
    }
}
