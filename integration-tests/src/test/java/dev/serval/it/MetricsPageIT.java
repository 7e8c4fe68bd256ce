package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The metrics' page tells of all that a predictor that has answered a call has, and of nothing
/// else.
class MetricsPageIT {
    private static final String PAGE = "docs/reference/metrics.md";
    private static final Pattern OURS = Pattern.compile("(# \\w+ )?(serval|request)_.*");
    private static final Pattern DESCRIPTION =
            Pattern.compile("# (HELP|TYPE) (\\w+?)(?:_total)? (.*)");
    private static final Pattern SAMPLE =
            Pattern.compile("(\\w+?)(?:_bucket|_count|_sum|_total)?\\{(.*)} .*");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Predictor predictor;

    /// A metric as a scrape describes it.
    private static final class Family {
        private final TreeSet<String> labels = new TreeSet<>();
        private String type = "";
        private String help = "";

        String row(String name) {
            return "| `%s` | %s | %s | %s |\n"
                    .formatted(
                            type.equals("counter") ? name + "_total" : name,
                            type,
                            labels.stream()
                                    .map(label -> "`" + label + "`")
                                    .collect(Collectors.joining(", ")),
                            help.endsWith(".") ? help : help + ".");
        }
    }

    @BeforeAll
    static void callOverEachProtocol() throws Exception {
        predictor = Predictor.ofIris();
        List<WireTensor> flower =
                List.of(WireTensor.floats("input", List.of(1L, 4L), 5.1f, 3.5f, 1.4f, 0.2f));
        predictor.post("/v1/models/iris:predict", "{\"instances\":[[5.1,3.5,1.4,0.2]]}");
        predictor.post("/v2/models/iris/infer", JsonWire.body("one", flower));
        ManagedChannel channel = predictor.channel();
        GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .modelInfer(GrpcWire.typedRequest("iris", "two", flower));
        channel.shutdownNow();
        predictor.awaitIdle();
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    @Test
    void thePageTellsOfEveryMetric() throws Exception {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Metrics

                        `GET /metrics` answers in Prometheus' text form, or as OpenMetrics where the scraper accepts it. All of these are
                        always on. Beside them stand Micrometer's of the process, from a second after its start on: `jvm_…`, `process_…`,
                        `system_…`.

                        | metric | type | labels | what it tells |
                        | --- | --- | --- | --- |
                        """);
        families().forEach((name, family) -> page.append(family.row(name)));
        page.append(
                """

                - A histogram `x` has the series `x_bucket` (with `le`), `x_sum` and `x_count`. Its `x_max` is the greatest of the
                  last minutes.
                - `model` and `version` are the model's that answered; a call that reached none is counted as model `unknown`,
                  whatever name it asked for.
                - `protocol` is `v1`, `v2` or `grpc-v2`.
                - `outcome` of a call is `success`, or one of the [errors](errors.md)' outcomes; of a load, `success` or `failure`.
                - Queue, compute and KServe's stages are timed for calls that succeed.
                - `serval_batch_size` (`model`, `version`) is there once requests of a model were gathered: the rows of each such run. `state`
                  and `reason` of `serval_batching` are told in [the guide](../guides/batching.md).

                The 99th percentile of each model's calls:

                ```promql
                histogram_quantile(0.99, sum by (le, model) (rate(serval_request_seconds_bucket[5m])))
                ```

                The share of calls that failed:

                ```promql
                sum by (model) (rate(serval_requests_total{outcome!="success"}[5m])) / sum by (model) (rate(serval_requests_total[5m]))
                ```
                """);
        MarkdownPage.read(PAGE).requireText(page.toString());
    }

    @Test
    void theProtocolsAreCalledAsThePageSays() throws Exception {
        assertThat(predictor.get("/metrics").body())
                .contains("protocol=\"v1\"", "protocol=\"v2\"", "protocol=\"grpc-v2\"");
    }

    @Test
    void theProcessIsMeasuredOnceItHasStarted() throws Exception {
        String metrics = predictor.get("/metrics").body();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!metrics.contains("system_cpu_count ") && System.nanoTime() < end) {
            Thread.sleep(100);
            metrics = predictor.get("/metrics").body();
        }
        assertThat(metrics)
                .contains(
                        "jvm_threads_live_threads ",
                        "jvm_info{",
                        "process_uptime_seconds ",
                        "process_files_open_files ",
                        "system_cpu_count ");
    }

    private static Map<String, Family> families() throws Exception {
        Map<String, Family> families = new TreeMap<>();
        predictor
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> OURS.matcher(line).matches())
                .forEach(line -> read(line, families));
        return families;
    }

    private static void read(String line, Map<String, Family> families) {
        Matcher description = DESCRIPTION.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (description.matches()) {
            Family family = families.computeIfAbsent(description.group(2), name -> new Family());
            if (description.group(1).equals("TYPE")) {
                family.type = description.group(3);
            } else {
                family.help = description.group(3);
            }
        } else if (sample.matches()) {
            Family family = families.computeIfAbsent(sample.group(1), name -> new Family());
            LABEL.matcher(sample.group(2))
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !label.equals("le"))
                    .forEach(family.labels::add);
        }
    }
}
