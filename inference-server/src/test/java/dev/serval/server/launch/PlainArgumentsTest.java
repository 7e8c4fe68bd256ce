package dev.serval.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.contract.RuntimeArgument;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainArgumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--model_name iris --http_port=1",
                "--model_name=a=b",
                "--enable_grpc",
                "--enable_grpc --model_name=x",
                "--enable_grpc false --enable_docs_url=true",
            })
    void readsWhatIsPlainAsTheWholeReaderDoes(String line) {
        String[] args = line.split(" ");
        Map<RuntimeArgument, String> expected = new EnumMap<>(RuntimeArgument.class);
        assertThat(new CommandLineReader().read(args, expected))
                .isEqualTo(CommandLineSettings.START);
        assertThat(PlainArguments.read(args)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "iris",
                "--model_nam=iris",
                "--model_name",
                "--model_name=",
                "--model_name --http_port=1",
                "--http_port -1",
                "--model_name=a --model_name=b",
                "model_name=iris",
            })
    void leavesAllElseToTheWholeReader(String line) {
        assertThat(PlainArguments.read(line.split(" "))).isEmpty();
    }
}
