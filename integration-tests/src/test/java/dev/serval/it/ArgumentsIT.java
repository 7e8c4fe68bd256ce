package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.contract.RuntimeArgument;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A predictor that is given every argument that goes with the others, as KServe's ServingRuntimes
/// give them, takes each of them, and each does what it says.
class ArgumentsIT {
    private static final List<WireTensor> FLOWER =
            List.of(WireTensor.floats("input", List.of(1L, 4L), 5.1f, 3.5f, 1.4f, 0.2f));

    @TempDir static Path directory;

    private static Predictor predictor;
    private static int grpcPort;
    private static List<String> arguments;

    @BeforeAll
    static void startWithAllOfThem() throws Exception {
        new ModelFolders(directory).with("1", "loop");
        grpcPort = Predictor.freePort();
        arguments =
                List.of(
                        "--model_name=a-loop",
                        "--model_dir=" + directory,
                        "--repository_poll_seconds=1",
                        "--grpc_port=" + grpcPort,
                        "--predictor_host=localhost:1",
                        "--predictor_protocol=v2",
                        "--predictor_use_ssl=true",
                        "--enable_predictor_health_check=true",
                        "--predictor_request_retries=0",
                        "--predictor_request_timeout_seconds=1",
                        "--workers=2",
                        "--max_threads=3",
                        "--nthread=2",
                        "--enable_grpc=true",
                        "--enable_docs_url=true",
                        "--enable_latency_logging=true");
        predictor =
                Predictor.start(Predictor.freePort(), Map.of(), arguments.toArray(String[]::new));
        predictor.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    /// The port is given by [Predictor]; others say in their own tests where models are, or say
    /// nothing to a predictor, but to what stands before one.
    @Test
    void noArgumentIsLeftOut() {
        assertThat(
                        Stream.concat(
                                        arguments.stream(),
                                        Stream.of(
                                                "--http_port=1",
                                                "--repository=d",
                                                "--storage_uri=u",
                                                "--pipeline=f",
                                                "--explainer_config=f",
                                                "--method=m",
                                                "--method_parameters=p",
                                                "--background=f",
                                                "--model_file=f"))
                                .map(argument -> argument.substring(2, argument.indexOf('='))))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(RuntimeArgument.values())
                                .map(RuntimeArgument::argument)
                                .toList());
    }

    @Test
    void theModelHasTheNameItWasGiven() throws Exception {
        assertThat(predictor.get("/v1/models").body()).isEqualTo("{\"models\":[\"a-loop\"]}");
    }

    @Test
    void aCallThatTakesLongerThanItMayIsEnded() throws Exception {
        var answer =
                predictor.post(
                        "/v2/models/a-loop/infer", JsonWire.body("long", Loops.of(1L << 40)));
        assertThat(answer.statusCode()).isEqualTo(504);
        predictor.awaitIdle();
    }

    @Test
    void theDocsAreServed() throws Exception {
        assertThat(predictor.get("/docs/").body()).contains("swagger-ui-bundle.js", "openapi.json");
        assertThat(predictor.get("/docs/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
        assertThat(predictor.get("/docs/swagger-ui.css").statusCode()).isEqualTo(200);
        assertThat(predictor.get("/openapi.json").body()).contains("/v2/models/{model}/infer");
    }

    @Test
    void theSecondPortAnswersAndTheCallsTimingIsLogged() throws Exception {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", grpcPort).usePlaintext().build();
        try (GrpcWire wire = GrpcWire.over(channel)) {
            assertThat(wire.infer("a-loop", "short", Loops.of(1))).containsExactly(Loops.result(1));
        }
        assertThat(predictor.log()).contains("model=a-loop protocol=grpc-v2 outcome=success");
    }

    @Test
    void aModelIsFetchedFromItsUri() throws Exception {
        try (Predictor fetched =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of(),
                        "--model_name",
                        "iris",
                        "--storage_uri",
                        Checkout.irisDirectory().toUri().toString(),
                        "--enable_grpc",
                        "false")) {
            fetched.awaitReady();
            assertThat(
                            fetched.post("/v2/models/iris/infer", JsonWire.body("one", FLOWER))
                                    .statusCode())
                    .isEqualTo(200);
            assertThat(fetched.get("/docs/").statusCode()).isEqualTo(404);
        }
    }
}
