package dev.serval.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How `./mvnw` gets its Maven: from where, checked, whole, and once. The Maven is made up and
/// prints the JDK and the arguments it was given; a server in this test is the archive.
class MavenWrapperTest {
    private static final String IN_A_REPOSITORY =
            "/repository/org/apache/maven/apache-maven/3.9.99/apache-maven-3.9.99-bin.zip";

    @TempDir Path folder;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final byte[] archive = archiveOfAMaven();
    private CountDownLatch requestsToAwait = new CountDownLatch(0);
    private Checkout checkout;
    private HttpServer server;
    private Path jdk;

    MavenWrapperTest() throws IOException {}

    @BeforeEach
    void serveTheArchive() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    requests.add(exchange.getRequestURI().getPath());
                    requestsToAwait.countDown();
                    awaitRequests();
                    exchange.sendResponseHeaders(200, archive.length);
                    exchange.getResponseBody().write(archive);
                    exchange.close();
                });
        server.start();
        checkout = Checkout.in(folder.toRealPath());
        jdk = checkout.jdk("25.0.3");
        nameTheArchive(sha512(archive));
    }

    @AfterEach
    void stopTheServer() {
        server.stop(0);
    }

    @Test
    void downloadsMavenOnceAndRunsItOnTheJdkThatWasFound() throws Exception {
        var first = checkout.start("mvnw", "verify", "-Dname=a b").result();
        var second = checkout.start("mvnw", "verify", "-Dname=a b").result();

        assertThat(first.exitCode()).as(first.errors()).isZero();
        assertThat(first.output()).isEqualTo("maven on %s: <verify><-Dname=a b>".formatted(jdk));
        assertThat(second.output()).isEqualTo(first.output());
        assertThat(requests).containsExactly("/archive/apache-maven-3.9.99-bin.zip");
    }

    @Test
    void leavesTheUsersOwnJavaHomeAloneWhereItWillDo() throws Exception {
        var own = checkout.jdkAt(folder.resolve("own"), "26");
        checkout.with("JAVA_HOME", own.toString());

        assertThat(checkout.start("mvnw").result().output()).startsWith("maven on " + own);
    }

    @Test
    void refusesAnArchiveWithAnotherSumAndLeavesNothingBehind() throws Exception {
        nameTheArchive("0".repeat(128));

        var result = checkout.start("mvnw", "verify").result();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("SHA-512 " + sha512(archive) + ", expected 0000");
        assertThat(distributions()).isEmpty();
    }

    @Test
    void takesTheRepositoryThatTheUserNamedBeforeAllElse() throws Exception {
        checkout.tool("mvn", "exit 1");
        checkout.with("MVNW_REPOURL", address() + "/repository/");

        assertThat(checkout.start("mvnw").result().exitCode()).isZero();
        assertThat(requests).containsExactly(IN_A_REPOSITORY);
    }

    @Test
    void letsTheMavenOnThePathResolveItsSuccessor() throws Exception {
        var copy = Files.write(folder.resolve("copy.zip"), archive);
        checkout.tool(
                "mvn",
                "cp '%s' apache-maven-3.9.99-bin.zip; echo \"$@\" >'%s/asked'"
                        .formatted(copy, folder));

        assertThat(checkout.start("mvnw").result().exitCode()).isZero();
        assertThat(requests).isEmpty();
        assertThat(folder.resolve("asked"))
                .content()
                .contains("org.apache.maven:apache-maven:3.9.99:zip:bin");
    }

    @Test
    void goesToTheArchiveWhereTheMavenOnThePathFailsAndSaysWhy() throws Exception {
        checkout.tool("mvn", "echo '[ERROR] no such mirror'; exit 1");

        var result = checkout.start("mvnw").result();

        assertThat(result.exitCode()).isZero();
        assertThat(result.errors()).contains("[ERROR] no such mirror");
        assertThat(requests).containsExactly("/archive/apache-maven-3.9.99-bin.zip");
    }

    @Test
    void saysWhatToDoWhereTheArchiveIsOutOfReach() throws Exception {
        server.stop(0);

        var result = checkout.start("mvnw").result();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .contains(address() + "/archive/apache-maven-3.9.99-bin.zip", "MVNW_REPOURL");
        assertThat(distributions()).isEmpty();
    }

    @Test
    void installsOneWholeMavenInTwoFirstRunsAtTheSameTime() throws Exception {
        requestsToAwait = new CountDownLatch(2);
        var first = checkout.start("mvnw", "a");
        var second = checkout.start("mvnw", "b");

        assertThat(first.result().output()).endsWith("<a>");
        assertThat(second.result().output()).endsWith("<b>");
        assertThat(distributions())
                .singleElement()
                .satisfies(home -> assertThat(home.resolve("apache-maven-3.9.99")).doesNotExist());
    }

    @Test
    void saysHowToGetAJdkWhereThereIsNone() throws Exception {
        checkout.with("SERVAL_JDK_FOLDERS", folder.resolve("none").toString());

        var result = checkout.start("mvnw").result();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("sdk install java 25-tem");
        assertThat(requests).isEmpty();
    }

    private void awaitRequests() {
        try {
            requestsToAwait.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void nameTheArchive(String sum) throws IOException {
        checkout.write(
                ".mvn/wrapper/maven-wrapper.properties",
                "distributionUrl=%s/archive/apache-maven-3.9.99-bin.zip\ndistributionSha512Sum=%s\n"
                        .formatted(address(), sum));
    }

    /// What lies in the folder of installed distributions, staging folders included.
    private List<Path> distributions() throws IOException {
        try (var found =
                Files.list(checkout.home().resolve(".m2/wrapper/dists/apache-maven-3.9.99"))) {
            return found.toList();
        }
    }

    private static byte[] archiveOfAMaven() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("apache-maven-3.9.99/bin/mvn"));
            zip.write(
                    "#!/bin/sh\nprintf 'maven on %s: ' \"$JAVA_HOME\"\nprintf '<%s>' \"$@\"\n"
                            .getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String sha512(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content));
    }
}
