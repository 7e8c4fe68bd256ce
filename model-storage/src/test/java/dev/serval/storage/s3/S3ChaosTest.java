package dev.serval.storage.s3;

import static dev.serval.storage.testing.UnrulyServer.serve;
import static dev.serval.storage.testing.UnrulyServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S3's protocol by a server that errs.
class S3ChaosTest {
    private static final byte[] CONTENT = Bytes.random(200_000, 4);
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    @TempDir Path root;

    private UnrulyServer server;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void startServer() throws IOException {
        server = new UnrulyServer();
        environment.put("AWS_ENDPOINT_URL", server.url(""));
        environment.put("AWS_ACCESS_KEY_ID", "id");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        server.on("/models", (_, out) -> list(out, "iris/a.onnx", CONTENT.length));
        server.on(
                "/models/iris/a.onnx",
                (request, out) -> serve(request, out, CONTENT, "\"%s\"".formatted(md5())));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void signsAnewByTheServersClockIfOursIsWrong() throws Exception {
        Instant hers = Instant.now().plus(Duration.ofHours(5));
        server.on(
                "/models",
                (request, out) -> {
                    Instant signed =
                            LocalDateTime.parse(request.header("x-amz-date"), AMZ_DATE)
                                    .toInstant(ZoneOffset.UTC);
                    if (Duration.between(signed, hers).abs().toMinutes() > 15) {
                        error(
                                out,
                                403,
                                "RequestTimeTooSkewed",
                                "The difference is too large.",
                                hers);
                        return;
                    }
                    list(out, "iris/a.onnx", CONTENT.length);
                });
        pull();
        assertThat(root.resolve("m/a.onnx")).hasBinaryContent(CONTENT);
    }

    @Test
    void saysWhichCredentialWasDenied() {
        server.otherwise((_, out) -> error(out, 403, "AccessDenied", "No.", Instant.now()));
        server.on("/models", (_, out) -> error(out, 403, "AccessDenied", "No.", Instant.now()));
        server.on("/models/iris", (_, out) -> error(out, 403, "AccessDenied", "", Instant.now()));
        assertThatThrownBy(this::pull)
                .hasMessage(
                        "storage URI 's3://models/iris': S3 bucket 'models' at %s: access is denied (AccessDenied: No.); credentials came from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                        server.url(""));
        environment.put("awsAnonymousCredential", "true");
        assertThatThrownBy(this::pull)
                .hasMessageEndingWith("no credentials were sent, as awsAnonymousCredential says");
    }

    @Test
    void saysThatNoCredentialsWereFound() {
        assumeThat(System.getenv("AWS_ACCESS_KEY_ID")).as("a credential of this user").isNull();
        environment.remove("AWS_ACCESS_KEY_ID");
        System.setProperty("aws.configFile", "/none");
        System.setProperty("aws.sharedCredentialsFile", "/none");
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            assertThatThrownBy(this::pull)
                    .hasMessage(
                            "storage URI 's3://models/iris': S3 bucket 'models' at %s: no credentials were found: there is no AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY, and nothing in AWS' default chain of profile, container and instance; awsAnonymousCredential=true asks without",
                            server.url(""));
        } finally {
            System.clearProperty("aws.configFile");
            System.clearProperty("aws.sharedCredentialsFile");
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    @Test
    void sendsNoSignatureIfItIsToldTo() throws Exception {
        environment.put("awsAnonymousCredential", "True");
        pull();
        assertThat(server.requests())
                .allMatch(request -> request.header("Authorization").isEmpty());
    }

    @Test
    void takesATokenOfAWebIdentity() throws Exception {
        environment.remove("AWS_ACCESS_KEY_ID");
        Path token = Files.writeString(root.resolve("token"), "the web token");
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/models");
        environment.put("AWS_ENDPOINT_URL_STS", server.url("/sts"));
        server.otherwise((request, out) -> {
            assertThat(request.body()).contains("WebIdentityToken=the+web+token", "role%2Fmodels");
            text(
                    out,
                    200,
                    """
                    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                    <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIA1</AccessKeyId>
                    <SecretAccessKey>s</SecretAccessKey><SessionToken>the session</SessionToken>
                    <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
                    </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>\
                    """,
                    "Content-Type: text/xml");
        });
        pull();
        assertThat(root.resolve("m/a.onnx")).hasBinaryContent(CONTENT);
        assertThat(server.requests().getLast().header("X-Amz-Security-Token"))
                .isEqualTo("the session");
    }

    @Test
    void saysThatTheTokenOfAWebIdentityIsNotThere() {
        environment.remove("AWS_ACCESS_KEY_ID");
        Path token = root.resolve("token");
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/models");
        environment.put("AWS_ENDPOINT_URL_STS", server.url("/sts"));
        assertThatThrownBy(this::pull)
                .hasMessageStartingWith(
                        "storage URI 's3://models/iris': S3 bucket 'models' at %s: ",
                        server.url(""))
                .hasMessageContaining(token.toString())
                .hasMessageEndingWith(
                        "credentials came from AWS_WEB_IDENTITY_TOKEN_FILE for the role in AWS_ROLE_ARN");
    }

    @Test
    void saysThatTheRoleOfAWebIdentityIsDenied() throws Exception {
        environment.remove("AWS_ACCESS_KEY_ID");
        Path token = Files.writeString(root.resolve("token"), "the web token");
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/models");
        environment.put("AWS_ENDPOINT_URL_STS", server.url("/sts"));
        server.otherwise((_, out) -> error(out, 403, "AccessDenied", "Not you.", Instant.now()));
        assertThatThrownBy(this::pull)
                .hasMessageStartingWith("storage URI 's3://models/iris': S3 bucket 'models' at ")
                .hasMessageContaining("access is denied (")
                .hasMessageEndingWith(
                        "credentials came from AWS_WEB_IDENTITY_TOKEN_FILE for the role in AWS_ROLE_ARN");
    }

    @Test
    void refusesWhatIsNotItsMd5() {
        server.on(
                "/models/iris/a.onnx",
                (request, out) ->
                        serve(request, out, CONTENT, "\"00000000000000000000000000000000\""));
        assertThatThrownBy(this::pull)
                .hasMessageEndingWith(
                        "file 'a.onnx' has MD5 %s, expected 00000000000000000000000000000000",
                        md5());
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void goesOnAfterABrokenConnection() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.on(
                "/models/iris/a.onnx",
                (request, out) -> {
                    if (request.method().equals("GET") && asked.incrementAndGet() % 2 == 1) {
                        UnrulyServer.head(
                                out,
                                206,
                                "ETag: \"%s\"".formatted(md5()),
                                "Content-Length: " + (request.to(CONTENT.length) - request.from()));
                        out.write(CONTENT, (int) request.from(), 1000);
                        return;
                    }
                    serve(request, out, CONTENT, "\"%s\"".formatted(md5()));
                });
        pull();
        assertThat(root.resolve("m/a.onnx")).hasBinaryContent(CONTENT);
    }

    @Test
    void saysThatAnObjectChangedWhileItWasRead() {
        server.on(
                "/models/iris/a.onnx",
                (request, out) -> {
                    if (request.method().equals("GET")) {
                        assertThat(request.header("If-Match")).contains(md5());
                        error(out, 412, "PreconditionFailed", "Changed.", Instant.now());
                        return;
                    }
                    serve(request, out, CONTENT, "\"%s\"".formatted(md5()));
                });
        assertThatThrownBy(this::pull).hasMessageContaining("it changed while it was read");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void saysThatAnEndpointIsNone() {
        environment.put("AWS_ENDPOINT_URL", "http://[");
        assertThatThrownBy(this::pull)
                .hasMessage(
                        "storage URI 's3://models/iris': the S3 endpoint is 'http://[', expected http://host:port or https://host");
    }

    @Test
    void understandsKServesEndpoint() throws Exception {
        environment.remove("AWS_ENDPOINT_URL");
        environment.put("S3_ENDPOINT", "localhost:" + server.port());
        environment.put("S3_USE_HTTPS", "0");
        pull();
        assertThat(root.resolve("m/a.onnx")).hasBinaryContent(CONTENT);
    }

    private void pull() throws Exception {
        Fetching.pull("s3://models/iris", root.resolve("m"), environment);
    }

    private static String md5() {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("MD5").digest(CONTENT));
        } catch (java.security.NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }

    private static void list(OutputStream out, String key, long size) throws IOException {
        text(
                out,
                200,
                """
                <?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated>
                <Contents><Key>%s</Key><Size>%d</Size></Contents></ListBucketResult>\
                """
                        .formatted(key, size),
                "Content-Type: application/xml");
    }

    private static void error(
            OutputStream out, int status, String code, String message, Instant date)
            throws IOException {
        text(
                out,
                status,
                "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message),
                "Content-Type: application/xml",
                "Date: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atZone(ZoneOffset.UTC)));
    }
}
