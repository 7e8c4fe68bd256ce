package dev.serval.server.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecycledArraysTest {
    private static final int MEGABYTE = 1 << 20;

    private final RecycledArrays arrays = new RecycledArrays(4 * MEGABYTE);

    @ParameterizedTest
    @CsvSource({
        "256, 256",
        "65535, 65535",
        "65536, 65536",
        "65537, 131072",
        "131072, 131072",
        "1600000, 2097152",
        "16777216, 16777216",
        "16777217, 16777217",
    })
    void anArrayHasRoomForWhatIsAskedAndForLessThanTwice(int asked, int given) {
        assertThat(arrays.take(asked)).hasSize(given);
    }

    @Test
    void aLargeArrayIsHandedOutAgainAndOnce() {
        byte[] first = arrays.take(MEGABYTE);
        arrays.giveBack(first);
        assertThat(arrays.kept()).isEqualTo(MEGABYTE);
        assertThat(arrays.take(MEGABYTE - 5)).isSameAs(first);
        assertThat(arrays.take(MEGABYTE)).isNotSameAs(first);
        assertThat(arrays.kept()).isZero();
    }

    @Test
    void nothingIsKeptBeyondTheLimit() {
        List<byte[]> taken = IntStream.range(0, 6).mapToObj(_ -> arrays.take(MEGABYTE)).toList();
        taken.forEach(arrays::giveBack);
        assertThat(arrays.kept()).isEqualTo(4L * MEGABYTE);
    }

    @Test
    void theLargestGiveWayToWhatCameLast() {
        arrays.giveBack(arrays.take(4 * MEGABYTE));
        byte[] last = arrays.take(MEGABYTE);
        arrays.giveBack(last);
        assertThat(arrays.kept()).isEqualTo(MEGABYTE);
        assertThat(arrays.take(MEGABYTE)).isSameAs(last);
    }

    @Test
    void whatWasNotMadeHereIsNotKept() {
        arrays.giveBack(new byte[256]);
        arrays.giveBack(new byte[MEGABYTE + 1]);
        arrays.giveBack(new byte[32 * MEGABYTE]);
        assertThat(arrays.kept()).isZero();
    }

    @Test
    void noTwoThreadsHoldOneArray() throws Exception {
        Set<byte[]> held =
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        Callable<Boolean> use =
                () -> {
                    boolean alone = true;
                    for (int i = 0; i < 2_000; i++) {
                        byte[] mine = arrays.take(RecycledArrays.LEAST << i % 3);
                        alone &= held.add(mine);
                        held.remove(mine);
                        arrays.giveBack(mine);
                    }
                    return alone;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(4, use))) {
                assertThat(each.get()).isTrue();
            }
        }
    }
}
