package dev.serval.platform.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "gte                              | unknown verb 'gte', did you mean 'get'?",
                "zzzzzz                           | unknown verb 'zzzzzz'",
                "get --naemspace x                | unknown option '--naemspace', did you mean '--namespace'?",
                "run --prot=1 x.yaml              | unknown option '--prot=1', did you mean '--port'?",
                "run --port 0 x.yaml              | --port is 0, expected 1 to 65535",
                "run --port http x.yaml           | 'http' is not an int",
                "plan                             | no FILE was given",
                "apply                            | no FILE was given",
                "delete                           | no NAME was given, and no file",
                "plan --mode serverless x.yaml    | 'serverless'",
                "get -o xml                       | 'xml'",
                "predict iris                     | Missing required option: '--filename=FILE'",
                "predict -f in.json               | Missing required parameter: 'NAME'",
                "wait iris --timeout soon         | 'soon' is no duration, expected one like 90s or 2m",
                "wait iris --for ready            | 'ready' is nothing to wait for",
                "logs --tail many iris            | 'many' is not an int"
            })
    void wrongUsageNamesWhatIsWrongAndEndsWithTwo(String words, String said) {
        Ran ran = Ran.of(words.split(" "));

        assertThat(ran.errors()).contains(said).contains("--help' tells more");
        assertThat(ran.output()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "plan",
                "get",
                "describe",
                "apply",
                "delete",
                "wait",
                "logs",
                "predict",
                "explain"
            })
    void everyVerbExplainsItself(String verb) {
        Ran ran = Ran.of((verb + " --help").strip().split(" "));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.errors()).isEmpty();
        assertThat(ran.output()).contains("Usage: " + ("serval " + verb).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get",
                "describe iris",
                "delete iris",
                "wait iris",
                "logs iris",
                "predict iris -f request.json",
                "explain iris -f request.json"
            })
    void aVerbSaysWhereItLookedForAPlatform(String verb) throws Exception {
        Path request = Files.writeString(folder.resolve("request.json"), "{\"instances\": []}");
        String words = verb.replace("request.json", request.toString()) + " --state " + folder;

        Ran ran = Ran.of(words.split(" "));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .startsWith("serval: no local platform runs with the state directory " + folder);
    }

    @Test
    void aPlatformThatDoesNotAnswerIsNamed() {
        Ran ran = Ran.of("get", "--server", "http://localhost:1");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .startsWith("serval: the local platform at http://localhost:1 does not answer");
    }

    @Test
    void aRequestThatIsNoJsonIsToldWithItsPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("in.json"), "{\"instances\":\n [1,, 2]}");

        Ran ran = Ran.of("predict", "iris", "-f", file.toString(), "--state", folder.toString());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).startsWith("serval: " + file + ":2:").contains("not JSON");
    }
}
