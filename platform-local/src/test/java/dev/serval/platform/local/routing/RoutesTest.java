package dev.serval.platform.local.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.local.capacity.CapacityLimits;
import dev.serval.platform.local.capacity.RevisionCapacity;
import dev.serval.platform.plan.service.ComponentKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    private static final String PREDICT = "/v1/models/iris:predict";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Random random = new Random(7);
    private final Routes routes = new Routes(random::nextInt);

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iris.default.localhost",
                "iris.default.localhost:8080",
                "IRIS.Default.LocalHost:8080",
                "iris.default.example.com",
                "iris.default",
                "iris-default.example.com",
                "iris-default.localhost:8080",
                "iris-predictor.default.localhost",
                "iris-predictor.default.svc.cluster.local",
                "iris-predictor-default.example.com:80"
            })
    void findsAServiceByItsHost(String host) {
        publish(service("iris", predictor("iris", share("00001", 100))));

        assertThat(revision(host, PREDICT)).isEqualTo("iris-predictor-00001");
    }

    @ParameterizedTest
    @CsvSource({
        "/serving/default/iris/v1/models/iris:predict, /v1/models/iris:predict",
        "/serving/default/iris/v2?a=/b, /v2?a=/b",
        "/serving/default/iris, /",
        "/serving/default/iris/, /",
        "/serving/default/iris?x=1, /?x=1",
        "/serving/default/iris-predictor/v2/models, /v2/models"
    })
    void findsAServiceByItsPathAndTakesThePrefixOff(String uri, String seen) {
        publish(service("iris", predictor("iris", share("00001", 100))));

        var destination = routes.find("localhost:8080", uri);
        assertThat(destination)
                .isInstanceOfSatisfying(
                        Destination.ToRevision.class, to -> assertThat(to.uri()).isEqualTo(seen));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:8080", "127.0.0.1:8080", "[::1]:8080", "laptop", "a.b.c", ".x"})
    void whatNamesNoServiceGoesToThePlatform(String host) {
        publish(service("iris", predictor("iris", share("00001", 100))));

        assertThat(routes.find(host, "/api/v1/services")).isEqualTo(new Destination.ToPlatform());
    }

    @Test
    void aCallWithoutAHostGoesToThePlatform() {
        assertThat(routes.find(null, "/")).isEqualTo(new Destination.ToPlatform());
    }

    @ParameterizedTest
    @CsvSource({
        "rose.default.localhost, /, no service answers at host 'rose.default.localhost'",
        "localhost, /serving/default/rose/v2, there is no service 'rose' in namespace 'default'",
        "localhost, /serving/rose, 'path ''/serving/rose'' names no service, expected"
                + " /serving/<namespace>/<name>/…'"
    })
    void saysWhichServiceIsNotThere(String host, String uri, String message) {
        assertThat(routes.find(host, uri)).isEqualTo(new Destination.Unknown(message));
    }

    @Test
    void tagsHaveHostsOfTheirOwnWhateverTheShare() {
        publish(
                service(
                        "iris",
                        predictor("iris", tagged("00001", 100, "prev"), tagged("2", 0, "latest"))));

        assertThat(revision("prev-iris-predictor.default.localhost", PREDICT))
                .isEqualTo("iris-predictor-00001");
        assertThat(revision("latest-iris-predictor.default.localhost", PREDICT))
                .isEqualTo("iris-predictor-2");
        assertThat(revision("latest-iris-predictor-default.example.com", PREDICT))
                .isEqualTo("iris-predictor-2");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/iris:explain, iris-explainer-1",
        "/v1/models/iris:explain?x=1, iris-explainer-1",
        "/v1/models/iris%3Aexplain, iris-explainer-1",
        "/v2/models/iris/explain, iris-explainer-1",
        "/v2/models/iris/versions/3/explain, iris-explainer-1",
        "/v1/models/iris:predict, iris-transformer-1",
        "/v1/models/iris:predict?x=:explain, iris-transformer-1",
        "/v2/models/explain, iris-transformer-1",
        "/explain, iris-transformer-1",
        "explain, iris-transformer-1",
        "/inference.GRPCInferenceService/ModelInfer, iris-transformer-1"
    })
    void explanationsAreTheExplainersAndAllElseTheTransformers(String uri, String expected) {
        publish(service("iris", component(ComponentKind.PREDICTOR), followers()));

        assertThat(revision("iris.default.localhost", uri)).isEqualTo(expected);
    }

    @Test
    void withoutAnExplainerThePredictorAnswers() {
        publish(service("iris", predictor("iris", share("00001", 100))));

        assertThat(revision("iris.default.localhost", "/v1/models/iris:explain"))
                .isEqualTo("iris-predictor-00001");
    }

    @Test
    void aComponentsHostIsThatComponents() {
        publish(service("iris", component(ComponentKind.PREDICTOR), followers()));

        assertThat(revision("iris-predictor.default.localhost", "/v1/models/iris:explain"))
                .isEqualTo("iris-predictor-1");
    }

    @Test
    void sharesAreKeptOverManyCalls() {
        publish(service("iris", predictor("iris", share("1", 90), share("2", 10))));
        var counts = new HashMap<String, Integer>();
        for (int call = 0; call < 20_000; call++) {
            counts.merge(revision("iris.default.localhost", PREDICT), 1, Integer::sum);
        }

        assertThat(counts.get("iris-predictor-2")).isBetween(1_850, 2_150);
        assertThat(counts.get("iris-predictor-1")).isBetween(17_850, 18_150);
    }

    @Test
    void aShareOfZeroMeansNever() {
        publish(service("iris", predictor("iris", share("2", 0), share("1", 100), share("3", 0))));

        for (int call = 0; call < 2_000; call++) {
            assertThat(revision("iris.default.localhost", PREDICT)).isEqualTo("iris-predictor-1");
        }
    }

    @Test
    void everyFaceOfTheDiceIsSomeRevisions() {
        var shares = new WeightedShares(predictor("iris", share("1", 1), share("2", 2)));

        assertThat(List.of(0, 1, 2))
                .extracting(face -> shares.choose(_ -> face))
                .extracting(RevisionShare::revision)
                .containsExactly("iris-predictor-1", "iris-predictor-2", "iris-predictor-2");
    }

    @Test
    void aServiceThatAnswersNothingSaysWhy() {
        routes.publish(
                List.of(new ServiceRoute("default", "iris", List.of(), "stopped by its user")));

        assertThat(routes.find("iris.default.localhost", PREDICT))
                .isEqualTo(
                        new Destination.Unavailable("service 'default/iris': stopped by its user"));
    }

    @Test
    void aServiceBeforeItsFirstRevisionSaysSo() {
        publish(service("iris", predictor("iris")));

        assertThat(routes.find("iris.default.localhost", PREDICT))
                .isEqualTo(
                        new Destination.Unavailable(
                                "service 'default/iris': no revision of 'iris-predictor' takes"
                                        + " traffic yet"));
    }

    @Test
    void aServiceGoesBeforeAnothersComponentOfThatName() {
        publish(
                service("iris", predictor("iris", share("1", 100))),
                service("iris-predictor", predictor("iris-predictor", share("7", 100))));

        assertThat(revision("iris-predictor.default.localhost", PREDICT))
                .isEqualTo("iris-predictor-predictor-7");
        assertThat(revision("iris-predictor-default.example.com", PREDICT))
                .isEqualTo("iris-predictor-predictor-7");
    }

    @Test
    void aHostWithDashesThatMeansTwoServicesIsRefusedAndBothAreNamed() {
        routes.publish(
                List.of(
                        new ServiceRoute("c", "a-b", List.of(), null),
                        new ServiceRoute("b-c", "a", List.of(), null)));

        assertThat(routes.find("a-b-c.example.com", PREDICT))
                .isEqualTo(
                        new Destination.Unknown(
                                "host 'a-b-c' may mean 'a-b' in 'c' or 'a' in 'b-c': ask with a"
                                        + " dot between name and namespace"));
    }

    @Test
    void namespacesKeepServicesApart() {
        var other = predictor("iris", share("9", 100));
        publish(service("iris", predictor("iris", share("1", 100))));
        routes.publish(
                List.of(
                        service("iris", predictor("iris", share("1", 100))),
                        new ServiceRoute("ml", "iris", List.of(other), null)));

        assertThat(revision("iris.ml.localhost", PREDICT)).isEqualTo("iris-predictor-9");
        assertThat(revision("iris.default.localhost", PREDICT)).isEqualTo("iris-predictor-1");
    }

    @Test
    void publishingReplacesAllThatWas() {
        publish(service("iris", predictor("iris", share("1", 100))));
        publish(service("rose", predictor("rose", share("1", 100))));

        assertThat(routes.find("iris.default.localhost", PREDICT))
                .isInstanceOf(Destination.Unknown.class);
    }

    private void publish(ServiceRoute... services) {
        routes.publish(List.of(services));
    }

    private String revision(String host, String uri) {
        return ((Destination.ToRevision) routes.find(host, uri)).share().revision();
    }

    private static ServiceRoute service(String name, ComponentRoute... components) {
        return new ServiceRoute("default", name, List.of(components), null);
    }

    private static ServiceRoute service(
            String name, ComponentRoute predictor, List<ComponentRoute> others) {
        var all = new ArrayList<>(others);
        all.addFirst(predictor);
        return new ServiceRoute("default", name, all, null);
    }

    private List<ComponentRoute> followers() {
        return List.of(component(ComponentKind.TRANSFORMER), component(ComponentKind.EXPLAINER));
    }

    private ComponentRoute component(ComponentKind kind) {
        var workload = "iris-" + kind.label();
        var share = new RevisionShare(workload + "-1", 100, null, admission());
        return new ComponentRoute(kind, workload, List.of(share), Duration.ofSeconds(60));
    }

    private static ComponentRoute predictor(String service, RevisionShare... shares) {
        var workload = service + "-predictor";
        var named =
                List.of(shares).stream()
                        .map(share ->
                                new RevisionShare(
                                        workload + "-" + share.revision(),
                                        share.percent(),
                                        share.tag(),
                                        share.admission()))
                        .toList();
        return new ComponentRoute(ComponentKind.PREDICTOR, workload, named, Duration.ofSeconds(60));
    }

    private RevisionShare share(String number, int percent) {
        return tagged(number, percent, null);
    }

    private RevisionShare tagged(String number, int percent, @Nullable String tag) {
        return new RevisionShare(number, percent, tag, admission());
    }

    private RevisionCapacity admission() {
        return new RevisionCapacity(new CapacityLimits(0, 10), timer);
    }
}
