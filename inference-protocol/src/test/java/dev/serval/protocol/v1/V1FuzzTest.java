package dev.serval.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Damaged bodies are read or refused; nothing else happens, and nothing stays taken.
class V1FuzzTest {
    private static final List<String> BODIES =
            List.of(
                    "{\"signature_name\":\"s\",\"instances\":[[1,2.5,3e-1,NaN],[5,6,7,-Infinity]]}",
                    "{\"inputs\":[[1,2,3,4],[5,6,7,8]],\"x\":{\"a\":[null,true]}}",
                    "{\"instances\":[{\"age\":[1],\"city\":\"é\"},{\"age\":[2],\"city\":{\"b64\":\"/w==\"}}]}",
                    "{\"inputs\":{\"age\":[[1],[2]],\"city\":[\"a\",\"\\u00e9\\ud83d\\ude00\"]}}",
                    "{\"instances\":[{\"b64\":\"AAEC\"},\"text\",{\"b64\":\"/w==\"}]}",
                    "{\"instances\":[]}");
    private static final List<ModelSignature> SIGNATURES =
            List.of(
                    Signatures.IRIS,
                    Signatures.PERSON,
                    Signatures.of(Signatures.input("image", DataType.BYTES, -1)),
                    Signatures.of(Signatures.input("h", DataType.FP16, -1, 4)));

    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @Property(tries = 10_000)
    void readsOrRefusesEveryDamagedRequest(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] body = BODIES.get(random.nextInt(BODIES.size())).getBytes(StandardCharsets.UTF_8);
        byte[] mutated = Mutations.mutate(body, random);
        ModelSignature signature = SIGNATURES.get(random.nextInt(SIGNATURES.size()));
        try {
            V1Reader.read(mutated, mutated.length, signature, allocator).close();
        } catch (InferenceException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }
}
