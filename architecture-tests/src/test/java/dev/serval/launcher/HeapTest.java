package dev.serval.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `launch` tells Java of the heap on machines of some sizes, which are folders with the files
/// that a kernel would have in `/proc` and `/sys`.
class HeapTest {
    private static final String FOR_EIGHT = "-Xms96m -XX:NewSize=64m";
    private static final String NOTHING = "";
    private static final String CHOICE = ". \"$1\"; choose_heap \"$2\"; echo \"$heap_opts\"";

    @TempDir Path folder;
    private Checkout checkout;

    @BeforeEach
    void bringAMachineOfEightProcessors() throws IOException {
        checkout = Checkout.in(folder.toRealPath());
        processors("0-7");
        machine("proc/meminfo", "MemTotal:       16384000 kB\nMemFree:         1000000 kB\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "0-1, ''",
        "'3,17', ''",
        "0-2, -Xms56m -XX:NewSize=24m",
        "'0-3,8,10-11', -Xms88m -XX:NewSize=56m",
        "0-7, -Xms96m -XX:NewSize=64m",
        "0-63, -Xms96m -XX:NewSize=64m",
        "'0-31,64-95', -Xms96m -XX:NewSize=64m"
    })
    void newObjectsHaveEightMegabytesForEachOfThreeToEightProcessors(String allowed, String options)
            throws Exception {
        processors(allowed);

        assertThat(chosen()).isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource({
        "max 100000, -Xms96m -XX:NewSize=64m",
        "1600000 100000, -Xms96m -XX:NewSize=64m",
        "400000 100000, -Xms64m -XX:NewSize=32m",
        "250000 100000, -Xms56m -XX:NewSize=24m",
        "200000 100000, ''",
        "150000 100000, ''",
        "1000 100000, ''"
    })
    void aQuotaCountsAsTheProcessorsThatItIsWorthRoundedUp(String quota, String options)
            throws Exception {
        machine("sys/fs/cgroup/cpu.max", quota + "\n");

        assertThat(chosen()).isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource({"-1, -Xms96m -XX:NewSize=64m", "250000, -Xms56m -XX:NewSize=24m", "150000, ''"})
    void aQuotaOfControlGroupsVersionOneCountsToo(String quota, String options) throws Exception {
        machine("sys/fs/cgroup/cpu/cpu.cfs_quota_us", quota + "\n");
        machine("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");

        assertThat(chosen()).isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource({
        "sys/fs/cgroup/memory.max, max, -Xms96m -XX:NewSize=64m",
        "sys/fs/cgroup/memory.max, 805306368, -Xms96m -XX:NewSize=64m",
        "sys/fs/cgroup/memory.max, 805306367, ''",
        "sys/fs/cgroup/memory/memory.limit_in_bytes, 9223372036854771712, -Xms96m -XX:NewSize=64m",
        "sys/fs/cgroup/memory/memory.limit_in_bytes, 268435456, ''",
        "proc/meminfo, MemTotal: 786432 kB, -Xms96m -XX:NewSize=64m",
        "proc/meminfo, MemTotal: 786431 kB, ''"
    })
    void theHeapBeginsWithAnEighthOfTheMemoryAtMost(String file, String memory, String options)
            throws Exception {
        machine(file, memory + "\n");

        assertThat(chosen()).isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource({
        "0::/system.slice/serval.service, system.slice/memory.max, 268435456",
        "0::/system.slice/serval.service, system.slice/serval.service/cpu.max, 100000 100000",
        "4:memory:/serval, memory/serval/memory.limit_in_bytes, 268435456"
    })
    void theGroupsAboveTheProcessCountWhereItSeesThem(String line, String file, String limit)
            throws Exception {
        machine("proc/self/cgroup", "12:pids:/serval\n" + line + "\n1:name=systemd:/\n");
        machine("sys/fs/cgroup/" + file, limit + "\n");

        assertThat(chosen()).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proc/self/status", "proc/meminfo", "proc/self/cgroup", "sys/fs/cgroup"})
    void aFileThatIsMissingOrAFolderEndsNoStart(String file) throws Exception {
        Files.deleteIfExists(machine().resolve(file));
        var missing = chosen();
        Files.createDirectories(machine().resolve(file));

        assertThat(List.of(missing, chosen())).isSubsetOf(NOTHING, FOR_EIGHT);
    }

    @Test
    void nothingIsChosenWhereTheSystemTellsNothing() throws Exception {
        Files.delete(machine().resolve("proc/self/status"));
        Files.delete(machine().resolve("proc/meminfo"));

        assertThat(chosen()).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @CsvSource({
        "proc/self/status, Cpus_allowed_list:",
        "proc/self/status, Cpus_allowed_list: many",
        "proc/self/status, 'Cpus_allowed_list: 0-7,'',''8'",
        "proc/self/status, Cpus_allowed_list: 0-7-9",
        "proc/self/status, Cpus_allowed_list: 7-0",
        "proc/self/status, Cpus_allowed_list: 0-08",
        "proc/self/status, Cpus_allowed_list: *",
        "proc/meminfo, MemTotal: lots kB",
        "proc/meminfo, MemTotal: 16000000 MB",
        "proc/meminfo, MemFree: 16384000 kB",
        "sys/fs/cgroup/cpu.max, ''",
        "sys/fs/cgroup/cpu.max, max100000",
        "sys/fs/cgroup/cpu.max, 800000 0",
        "sys/fs/cgroup/cpu.max, 800000 -100000",
        "sys/fs/cgroup/cpu.max, 0800000 100000",
        "sys/fs/cgroup/cpu.max, 800000 100000 1",
        "sys/fs/cgroup/cpu.max, $((1/0)) 100000",
        "sys/fs/cgroup/cpu/cpu.cfs_quota_us, 800000",
        "sys/fs/cgroup/memory.max, 1e12",
        "sys/fs/cgroup/memory.max, -5"
    })
    void nothingIsChosenWhereAFileIsNotUnderstood(String file, String text) throws Exception {
        machine(file, text + "\n");

        assertThat(chosen()).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0::", "0::elsewhere", "0::/../..", "0:://", "nonsense", ":::", "1:cpu:/*"})
    void aGroupThatIsNowhereLimitsNothing(String line) throws Exception {
        machine("proc/self/cgroup", line + "\n");

        assertThat(chosen()).isEqualTo(FOR_EIGHT);
    }

    @Test
    void hugeNumbersAreNoLimits() throws Exception {
        machine("sys/fs/cgroup/cpu.max", "99999999999999999999999 100000\n");
        machine("sys/fs/cgroup/memory.max", "99999999999999999999999999\n");

        assertThat(chosen()).isEqualTo(FOR_EIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmx64m",
                "-Xms64m",
                "-Xmn64m",
                "-Dmine=1 -Xmx64m",
                "-mx64m",
                "-XX:MaxHeapSize=64m",
                "-XX:InitialHeapSize=64m",
                "-XX:MaxNewSize=20m",
                "-XX:NewRatio=3",
                "-XX:MaxRAMPercentage=5.0",
                "-XX:MaxRAM=1g",
                "-XX:-UseSerialGC -XX:+UseG1GC",
                "-XX:ActiveProcessorCount=1",
                "-XX:VMOptionsFile=mine",
                "@mine"
            })
    void whatTheUserSaysOfTheHeapInAVariableOfJavaStandsAlone(String options) throws Exception {
        for (var variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            checkout.with(variable, options);
            assertThat(chosen()).as(variable).isEqualTo(NOTHING);
            checkout.with(variable, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-Xmx1g", "-XX:+UseZGC"})
    void optionsInPlaceOfServalsOwnStandAlone(String options) throws Exception {
        checkout.with("SERVAL_JAVA_OPTS", options);

        assertThat(chosen()).isEqualTo(NOTHING);
    }

    @Test
    void whatTheUserSaysOfOtherThingsChangesNothing() throws Exception {
        checkout.with("JAVA_TOOL_OPTIONS", "-Xss1m -XX:TieredStopAtLevel=1 -Dmine=a@b")
                .with("JDK_JAVA_OPTIONS", "-XX:+HeapDumpOnOutOfMemoryError");

        assertThat(chosen()).isEqualTo(FOR_EIGHT);
    }

    @Test
    void launchAddsWhatIsChosenAndUsesTheCacheThatWasMadeWithout() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("25.0.3").toString());
        checkout.write("src/main/launcher/preparation", "Preparation\n");
        checkout.write("src/main/launcher/quarkus-run.jar", "");
        checkout.start("src/main/launcher/prepare", "example").result();
        checkout.write(
                "src/main/launcher/heap.sh",
                "choose_heap() { heap_opts='-Xms96m -XX:NewSize=64m'; }\n");

        var result = checkout.start("src/main/launcher/launch", "-Xmx1g").result();

        assertThat(result.output())
                .containsSubsequence(
                        "<-Xms32m>", "<-Xms96m><-XX:NewSize=64m>", "<-XX:AOTCache=", "-Xmx1g");
    }

    private void processors(String allowed) throws IOException {
        machine(
                "proc/self/status",
                "Name:\tsh\nCpus_allowed:\tff\nCpus_allowed_list:\t%s\nMems_allowed:\t1\n"
                        .formatted(allowed));
    }

    private Path machine() {
        return checkout.file("the machine");
    }

    private void machine(String file, String text) throws IOException {
        checkout.write("the machine/" + file, text);
    }

    private String chosen() throws IOException, InterruptedException {
        var heap = checkout.file("src/main/launcher/heap.sh").toString();
        var result =
                checkout.startIn(folder, List.of("-euc", CHOICE, "sh", heap, machine().toString()))
                        .result();
        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result.output().strip();
    }
}
