package dev.serval.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which JDK the scripts take, and what they say where there is none.
class JdkSearchTest {
    @TempDir Path folder;
    private Checkout checkout;

    @BeforeEach
    void copyTheScripts() throws IOException {
        checkout = Checkout.in(folder.toRealPath());
        checkout.script(
                checkout.file("search"),
                ". \"${0%/*}/.mvn/find-jdk.sh\"\nfind_jdk && echo \"$SERVAL_JDK\"");
    }

    @Test
    void takesTheNewJdkOfAnInstallFolderWhereAnOldOneIsOnThePath() throws Exception {
        checkout.linkTool("java", checkout.jdk("17.0.15").resolve("bin/java"));
        var jdk = checkout.jdk("25.0.3");

        assertThat(found()).isEqualTo(jdk);
    }

    @Test
    void takesTheNewJdkOnThePathThroughRelativeLinks() throws Exception {
        var jdk = checkout.jdkAt(folder.toRealPath().resolve("elsewhere/jdk"), "25");
        var link = Files.createSymbolicLink(jdk.resolve("../java"), Path.of("jdk/bin/java"));
        checkout.linkTool("java", link);

        assertThat(found().toRealPath()).isEqualTo(jdk);
    }

    @Test
    void asksAVersionManagersShimWhereJavaLives() throws Exception {
        var jdk = checkout.jdkAt(folder.toRealPath().resolve("managed/25"), "25.0.1");
        checkout.tool("java", "echo '    java.home = %s' >&2".formatted(jdk));

        assertThat(found()).isEqualTo(jdk);
    }

    @Test
    void takesJavaHomeBeforeThePath() throws Exception {
        checkout.linkTool("java", checkout.jdk("25.0.3").resolve("bin/java"));
        var jdk = checkout.jdkAt(folder.resolve("mine"), "26-ea");
        checkout.with("JAVA_HOME", jdk.toString());

        assertThat(found()).isEqualTo(jdk);
    }

    @Test
    void passesOverAnOldJavaHome() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdkAt(folder.resolve("old"), "1.8.0_402").toString());
        var jdk = checkout.jdk("25.0.3");

        assertThat(found()).isEqualTo(jdk);
    }

    @Test
    void takesServalsOwnSettingBeforeAllElse() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("25.0.3").toString());
        var jdk = checkout.jdkAt(folder.resolve("a folder with spaces"), "25");
        checkout.with("SERVAL_JAVA_HOME", jdk.toString());

        assertThat(found()).isEqualTo(jdk);
    }

    @Test
    void refusesServalsOwnSettingWhereItIsTooOldAndSaysWhichItIs() throws Exception {
        checkout.jdk("25.0.3");
        var old = checkout.jdk("21.0.2");
        checkout.with("SERVAL_JAVA_HOME", old.toString());

        var result = checkout.start("search").result();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .contains("JDK 25", old + ": Java 21.0.2 (SERVAL_JAVA_HOME)", "unset it");
    }

    @Test
    void findsAJdkInTheBundleOfAMac() throws Exception {
        var jdk = checkout.jdkAt(checkout.jdks().resolve("temurin-25.jdk/Contents/Home"), "25.0.3");

        assertThat(found()).isEqualTo(jdk);
    }

    @Test
    void runsJavaWhereThereIsNoReleaseFile() throws Exception {
        var jdk = checkout.jdk("25");
        Files.delete(jdk.resolve("release"));
        checkout.script(
                jdk.resolve("bin/java"), "echo 'openjdk version \"25.0.2\" 2026-01-20 LTS' >&2");

        assertThat(found()).isEqualTo(jdk);
    }

    @Test
    void passesOverAJreAndSaysThatTheCompilerIsMissing() throws Exception {
        Files.delete(checkout.jdk("25.0.3").resolve("bin/javac"));

        var result = checkout.start("search").result();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("Java 25.0.3, but without its compiler");
    }

    @Test
    void saysWhatWasFoundAndHowToGetAJdkWhereAllAreTooOld() throws Exception {
        checkout.linkTool("java", checkout.jdk("17.0.15").resolve("bin/java"));
        checkout.jdk("21.0.2");

        var result = checkout.start("search").result();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors())
                .contains(
                        "Java 17.0.15 (PATH)",
                        "Java 21.0.2",
                        "sdk install java 25-tem",
                        "apt install",
                        "brew");
    }

    @Test
    void saysThatNothingWasFoundOnABareMachine() throws Exception {
        var result = checkout.start("search").result();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("What was found: nothing");
    }

    private Path found() throws IOException, InterruptedException {
        var result = checkout.start("search").result();
        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return Path.of(result.output().strip());
    }
}
