package dev.serval.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the tree must not hold, and that no part of it is forgotten by the build.
class RepositoryTest {
    private static final long LARGEST_FILE = 1 << 20;
    private static final int LONGEST_README = 150;
    private static final int LONGEST_JAVA_FILE = 300;

    /// Folders of one person's machine, as in an absolute path to something below them.
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.})-])/(?:(?:work|root|tmp|Users)/\\w|usr/lib/jvm/\\w)");

    /// Which registry packages come from is each user's own setting.
    private static final Pattern PACKAGE_REGISTRY =
            Pattern.compile(
                    "repo1?[.]maven[.]|central[.]sonatype|oss[.]sonatype|search[.]maven|maven[.]google"
                            + "|plugins[.]gradle|jitpack[.]io|pypi[.]org|pythonhosted[.]org"
                            + "|registry[.]npmjs|registry[.]yarnpkg|crates[.]io|proxy[.]golang|rubygems[.]org"
                            + "|anaconda[.]org");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private SourceTree tree;

    @BeforeEach
    void findTheTree() throws IOException {
        tree = SourceTree.ofThisBuild();
    }

    @Test
    void noFileNamesAPathOfOneMachine() throws IOException {
        assertThat(linesWith(MACHINE_PATH)).isEmpty();
    }

    @Test
    void noFileNamesAPackageRegistry() throws IOException {
        assertThat(linesWith(PACKAGE_REGISTRY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cd /%s/serval", "path=\"/%s/x\"", "file:///%s/model"})
    void recognizesAPathOfOneMachine(String line) {
        assertThat(MACHINE_PATH.matcher(line.formatted("root")).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/root/x",
                "${dir}/tmp/x",
                "/usr/lib/jvm",
                "/tmp",
                "https://a.b/c/work/d"
            })
    void takesOtherPathsForWhatTheyAre(String line) {
        assertThat(MACHINE_PATH.matcher(line).find()).isFalse();
    }

    @Test
    void noFileIsLargerThanAMegabyte() throws IOException {
        var large =
                tree.files().stream()
                        .filter(file -> tree.resolve(file).toFile().length() > LARGEST_FILE);

        assertThat(large).isEmpty();
    }

    @Test
    void theReadmeIsShort() throws IOException {
        var readme = Path.of("README.md");
        assumeTrue(tree.files().contains(readme), "there is no README.md");

        assertThat(tree.linesOf(readme)).hasSizeLessThanOrEqualTo(LONGEST_README);
    }

    @Test
    void everyFileOfMainCodeIsShort() throws IOException {
        var tooLong =
                tree.filesNamed("*.java").stream()
                        .filter(file -> file.toString().contains("src/main/"))
                        .filter(file -> tree.linesOf(file).size() >= LONGEST_JAVA_FILE)
                        .map(file -> "%s: %d lines".formatted(file, tree.linesOf(file).size()));

        assertThat(tooLong).as("files of %d lines or more", LONGEST_JAVA_FILE).isEmpty();
    }

    @Test
    void everyModuleIsPartOfTheBuild() throws IOException {
        var poms =
                tree.filesNamed("pom.xml").stream()
                        .filter(this::isAModuleOfOurs)
                        .map(Path::toString);

        assertThat(modules()).map(module -> module + "/pom.xml").containsAll(poms.toList());
    }

    /// Examples are applications of users' own, and benchmarks measure libraries for themselves:
    /// neither keeps Serval's rules of who may know whom.
    @Test
    void theRulesSeeEveryModulesCode() throws IOException {
        var seen = ServalClasses.all().stream().map(JavaClass::getPackageName).distinct().toList();

        var unseen = new ArrayList<String>();
        for (var module : modules()) {
            if (!isBeside(module) && !seen.containsAll(packagesOf(module))) {
                unseen.add(module);
            }
        }

        assertThat(unseen).as("modules that architecture-tests/pom.xml must depend on").isEmpty();
    }

    private static boolean isBeside(String module) {
        return module.startsWith("examples/") || module.equals("benchmarks");
    }

    private Stream<String> linesWith(Pattern pattern) throws IOException {
        return tree.files().stream()
                .flatMap(file ->
                        tree.linesOf(file).stream()
                                .filter(line -> pattern.matcher(line).find())
                                .map(line -> file + ": " + line.strip()));
    }

    private List<String> modules() {
        return tree.linesOf(Path.of("pom.xml")).stream()
                .flatMap(line -> MODULE.matcher(line).results())
                .map(match -> match.group(1))
                .toList();
    }

    /// Whether the parent is the root, or the one that engine plugins have.
    private boolean isAModuleOfOurs(Path pom) {
        var text = String.join("\n", tree.linesOf(pom));
        return Stream.of("serval", "engine-plugins")
                .anyMatch(parent ->
                        text.contains(
                                """
                                <parent>
                                    <groupId>dev.serval</groupId>
                                    <artifactId>%s</artifactId>\
                                """
                                        .formatted(parent)));
    }

    /// Serval's packages under a module's `src/main/java`, by the folders that hold a class. An
    /// example is its user's code, in packages of its own.
    private List<String> packagesOf(String module) throws IOException {
        var sources = tree.resolve(module).resolve("src/main/java");
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> name.startsWith("dev.serval."))
                    .distinct()
                    .toList();
        }
    }
}
