package dev.serval.protocol.v2http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.Mutations;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Damaged bodies are read or refused; nothing else happens, and nothing stays taken.
class V2HttpFuzzTest {
    private static final String[] BODIES = {
        """
        {"id":"a","parameters":{"binary_data_output":true,"x":1.5},"inputs":[{"name":"x","shape":[2,2],
        "datatype":"FP32","data":[[1.5,-2e-3],[NaN,3.4028235e38]]},{"name":"y","shape":[3],"datatype":"BYTES",
        "data":["a\\u00e9\\ud83d\\ude00",{"b64":"AAEC"},"日本"]}],"outputs":[{"name":"z","parameters":{"classification":3}}]}
        """,
        """
        {"inputs":[{"data":[1,2,255],"name":"u","shape":[3],"datatype":"UINT8"},{"name":"b","shape":[2],
        "datatype":"BOOL","data":[true,false]},{"name":"l","shape":[1,2],"datatype":"UINT64",
        "data":[18446744073709551615,0]}]}
        """,
        """
        {"inputs":[{"name":"x","shape":[2],"datatype":"FP32","parameters":{"binary_data_size":8}},{"name":"s",
        "shape":[2],"datatype":"BYTES","parameters":{"binary_data_size":11}},{"name":"b","shape":[2],
        "datatype":"BOOL","parameters":{"binary_data_size":2}}]}
        """
    };
    private static final byte[] TAIL = {
        0, 0, 0, 0, 1, 2, 3, 4, 2, 0, 0, 0, 'h', 'i', 1, 0, 0, 0, 'x', 0, 1
    };

    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @Property(tries = 10_000)
    void readsOrRefusesEveryDamagedRequest(@ForAll long seed) {
        Random random = new Random(seed);
        int which = random.nextInt(BODIES.length);
        byte[] body = BODIES[which].getBytes(StandardCharsets.UTF_8);
        byte[] json = random.nextInt(4) == 0 ? body : Mutations.mutate(body, random);
        byte[] tail = which < 2 ? new byte[0] : TAIL;
        if (random.nextBoolean()) {
            tail = Mutations.mutate(tail, random);
        }
        try {
            V2HttpReader.read(json, json.length, MemorySegment.ofArray(tail), allocator).close();
        } catch (InferenceException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Property(tries = 1)
    void readsThoseThatAreNotDamaged() {
        for (int i = 0; i < BODIES.length; i++) {
            byte[] json = BODIES[i].getBytes(StandardCharsets.UTF_8);
            byte[] tail = i < 2 ? new byte[0] : TAIL;
            V2HttpReader.read(json, json.length, MemorySegment.ofArray(tail), allocator).close();
        }
    }
}
