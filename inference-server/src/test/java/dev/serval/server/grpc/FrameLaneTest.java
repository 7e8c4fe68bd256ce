package dev.serval.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serval.server.grpc.proto.ModelInferResponse;
import dev.serval.server.lane.Lanes;
import dev.serval.server.testing.GrpcRequests;
import dev.serval.server.testing.Leftovers;
import dev.serval.server.testing.SlowModel;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a lane makes of frames that no client library would send.
@QuarkusTest
class FrameLaneTest {
    private static final byte[] ADD = PlainHttp2.framed(GrpcRequests.pair("adder"));
    private static final byte[] WAIT = PlainHttp2.framed(GrpcRequests.pair("slow"));

    @TestHTTPResource("/")
    URI server;

    @Inject
    @Named("slow")
    SlowModel slow;

    @Inject Leftovers leftovers;
    @Inject Lanes lanes;

    private PlainHttp2 connection;

    @BeforeEach
    void connect() throws IOException {
        connection = new PlainHttp2(server.getPort());
        connection.head(1, 0);
        connection.send(PlainHttp2.DATA, PlainHttp2.END_STREAM, 1, ADD);
        assertIsSum(1);
    }

    @AfterEach
    void leavesNothingBehind() throws IOException {
        connection.close();
        await().untilAsserted(() -> assertThat(lanes.callsInFlight()).isZero());
        leftovers.awaitNone();
    }

    @Test
    void theCallsAfterAConnectionsFirstAreOnItsLane() throws IOException {
        try (PlainHttp2 other = new PlainHttp2(server.getPort())) {
            other.head(1, 0);
            other.send(PlainHttp2.DATA, PlainHttp2.END_STREAM, 1, WAIT);
            await().until(() -> slow.computing() == 1);
            assertThat(lanes.callsInFlight()).isZero();
        }
        await().until(() -> slow.computing() == 0);
        waitOn(3);
        assertThat(lanes.callsInFlight()).isEqualTo(1);
    }

    @Test
    void aMessageMayComeByteByByteAndPadded() throws IOException {
        connection.head(3, 0);
        for (byte each : ADD) {
            connection.send(PlainHttp2.DATA, PlainHttp2.PADDED, 3, new byte[] {2, each, 0, 0});
        }
        connection.send(PlainHttp2.DATA, PlainHttp2.END_STREAM, 3, new byte[0]);
        assertIsSum(3);
    }

    @Test
    void trailersMayEndACall() throws IOException {
        connection.head(3, 0);
        connection.send(PlainHttp2.DATA, 0, 3, ADD);
        var trailers = new ByteArrayOutputStream();
        PlainHttp2.field(trailers, "x-checksum", "1");
        connection.send(
                PlainHttp2.HEADERS,
                PlainHttp2.END_HEADERS | PlainHttp2.END_STREAM,
                3,
                trailers.toByteArray());
        assertIsSum(3);
    }

    @Test
    void callsWithoutAMessageOrWithHalfOfOneAreRefused() throws IOException {
        connection.head(3, PlainHttp2.END_STREAM);
        assertThat(connection.answer(3)).isEmpty();
        connection.head(5, 0);
        connection.send(PlainHttp2.DATA, PlainHttp2.END_STREAM, 5, Arrays.copyOf(ADD, 9));
        assertThat(connection.answer(5)).isEmpty();
        connection.head(7, PlainHttp2.END_STREAM, "grpc-timeout", "soon");
        assertThat(connection.answer(7)).isEmpty();
        connection.head(9, PlainHttp2.END_STREAM, "grpc-encoding", "brotli");
        assertThat(connection.answer(9)).isEmpty();
    }

    @Test
    void manyCallsAtOnceEachGetTheirAnswer() throws IOException {
        for (int stream = 3; stream < 99; stream += 2) {
            connection.head(stream, 0);
            connection.send(PlainHttp2.DATA, 0, stream, Arrays.copyOf(ADD, 7));
        }
        byte[] rest = Arrays.copyOfRange(ADD, 7, ADD.length);
        for (int stream = 3; stream < 99; stream += 2) {
            connection.send(PlainHttp2.DATA, PlainHttp2.END_STREAM, stream, rest);
            assertIsSum(stream);
        }
    }

    @Test
    void aResetEndsACallWhetherItsMessageCameOrNot() throws IOException {
        waitOn(3);
        connection.head(5, 0);
        connection.send(PlainHttp2.DATA, 0, 5, Arrays.copyOf(ADD, 12));
        await().until(() -> lanes.callsInFlight() == 2);
        connection.send(PlainHttp2.RST_STREAM, 0, 3, new byte[] {0, 0, 0, 8});
        connection.send(PlainHttp2.RST_STREAM, 0, 5, new byte[] {0, 0, 0, 8});
        await().until(() -> lanes.callsInFlight() == 0 && slow.computing() == 0);
        connection.head(7, 0);
        connection.send(PlainHttp2.DATA, PlainHttp2.END_STREAM, 7, ADD);
        assertIsSum(7);
    }

    /// Data of no stream is an error of the connection, of which Vert.x tells streams of its own.
    @Test
    void aConnectionThatIsMalformedEndsWithItsCalls() throws IOException {
        waitOn(3);
        connection.send(PlainHttp2.DATA, 0, 0, ADD);
        await().until(() -> lanes.callsInFlight() == 0 && slow.computing() == 0);
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                connection.next();
                            }
                        })
                .isInstanceOf(IOException.class);
    }

    private void waitOn(int stream) throws IOException {
        connection.head(stream, 0);
        connection.send(PlainHttp2.DATA, PlainHttp2.END_STREAM, stream, WAIT);
        await().until(() -> slow.computing() == 1);
    }

    private void assertIsSum(int stream) throws IOException {
        ModelInferResponse answer =
                ModelInferResponse.parseFrom(PlainHttp2.unframed(connection.answer(stream)));
        assertThat(answer.getOutputs(0).getContents().getFp32Contents(0)).isEqualTo(3);
    }
}
