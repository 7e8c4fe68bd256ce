package dev.serval.engine.tensorflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaGraphTest {
    private static final Path FILE =
            Path.of("src/test/resources/special/two_functions/saved_model.pb");

    /// Where `SavedModel` (`tensorflow/core/protobuf/saved_model.proto`) has its graphs.
    private static final int META_GRAPHS = 2;

    private byte[] graph = {};

    @BeforeEach
    void readTheGraph() throws Exception {
        byte[] file = Files.readAllBytes(FILE);
        ProtoReader reader = ProtoReader.of(file);
        while (reader.next()) {
            if (reader.field() == META_GRAPHS) {
                graph = reader.message().toBytes();
            } else {
                reader.skip();
            }
        }
    }

    @Test
    void findsEverySignature() {
        Map<String, GraphSignature> signatures = MetaGraph.read(graph).signatures();
        assertThat(signatures).containsKeys("serving_default", "negative");
        assertThat(Objects.requireNonNull(signatures.get("negative")).outputs())
                .extracting(Endpoint::name)
                .containsExactly("same", "y");
    }

    @Test
    void endsInARefusalWhereverTheBytesEnd() {
        for (int length = 0; length < graph.length; length += 7) {
            readsOrRefuses(Arrays.copyOf(graph, length));
        }
    }

    @Test
    void endsInARefusalWhateverTheBytesAre() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 2000; round++) {
            byte[] changed = graph.clone();
            for (int change = 0; change < 5; change++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            readsOrRefuses(changed);
        }
    }

    private static void readsOrRefuses(byte[] bytes) {
        try {
            assertThat(MetaGraph.read(bytes).signatures()).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a7f", "2affffffffffffffffff", "2f", "29", "2d0000", "80"})
    void refusesWhatIsNoMessage(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> MetaGraph.read(bytes))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
