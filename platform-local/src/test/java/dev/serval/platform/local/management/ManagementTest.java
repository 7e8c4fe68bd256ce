package dev.serval.platform.local.management;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ManagementTest {
    @TestHTTPResource URI server;

    private final FakePlatform platform;

    ManagementTest(FakePlatform platform) {
        this.platform = platform;
    }

    @AfterEach
    void forget() {
        platform.close();
    }

    private static String service(String name) {
        return """
        {"apiVersion": "serving.kserve.io/v1beta1", "kind": "InferenceService",
         "metadata": {"name": "%s"}, "spec": {"predictor": {"minReplicas": 0, "own": 1}}}
        """
                .formatted(name);
    }

    private static ValidatableResponse apply(String body) {
        return given().contentType("application/json")
                .queryParam("folder", "/models")
                .body(body)
                .post("/api/v1/resources")
                .then();
    }

    @Test
    void whatIsAppliedIsHeldWithAllItsFields() {
        apply(service("iris"))
                .statusCode(200)
                .body("change", equalTo("created"))
                .body("warnings", contains("it came from /models"))
                .body("resource.metadata.name", equalTo("iris"));
        apply(service("iris")).body("change", equalTo("configured"));

        given().get("/api/v1/resources/isvc/iris")
                .then()
                .statusCode(200)
                .body("kind", equalTo("InferenceService"))
                .body("spec.predictor.minReplicas", equalTo(0))
                .body("spec.predictor.own", equalTo(1));
        given().get("/api/v1/resources/inferenceservices")
                .then()
                .body("items.metadata.name", contains("iris"));
    }

    @Test
    void yamlIsTakenToo() {
        given().contentType("application/yaml")
                .body(
                        "kind: ConfigMap\napiVersion: v1\nmetadata: {name: settings}\n"
                                .getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/resources")
                .then()
                .statusCode(200);
        given().get("/api/v1/resources/cm/settings").then().statusCode(200);
    }

    @Test
    void aNamespaceHoldsItsOwn() {
        apply(service("iris").replace("\"name\"", "\"namespace\": \"team\", \"name\""));

        given().get("/api/v1/resources/isvc/iris").then().statusCode(404);
        given().get("/api/v1/resources/isvc/iris?namespace=team").then().statusCode(200);
        given().get("/api/v1/resources/isvc?namespace=other")
                .then()
                .body("items.size()", equalTo(0));
    }

    @Test
    void whatIsDeletedIsGone() {
        apply(service("iris"));

        given().delete("/api/v1/resources/isvc/iris")
                .then()
                .statusCode(200)
                .body("metadata.name", equalTo("iris"));
        given().delete("/api/v1/resources/isvc/iris")
                .then()
                .statusCode(404)
                .body("error", equalTo("there is no InferenceService default/iris"));
    }

    @Test
    void whatIsMissingIsToldWithWhatIsThere() {
        apply(service("iris"));

        given().get("/api/v1/resources/isvc/irsi")
                .then()
                .statusCode(404)
                .body(
                        "error",
                        equalTo("there is no InferenceService default/irsi; there are: iris"));
        given().get("/api/v1/services/irsi/replicas").then().statusCode(404);
        given().get("/api/v1/resources/pods")
                .then()
                .statusCode(400)
                .body("error", startsWith("unknown kind 'pods'"));
    }

    @Test
    void whatThePlatformRefusesIsNeverAnsweredWithSuccess() {
        apply(service("refused"))
                .statusCode(422)
                .body(
                        "error",
                        equalTo("InferenceService default/refused: spec.predictor: it is refused"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\": \"InferenceServce\"}        | did you mean 'InferenceService'?",
                "{\"kind\": [                           | body:1:",
                "''                                     | 0 resources in the body, expected one"
            })
    void aBodyThatIsNoResourceIsRefused(String body, String said) {
        apply(body).statusCode(400).body("error", containsString(said));
    }

    @Test
    void aRelativeFolderIsRefused() {
        given().contentType("application/json")
                .queryParam("folder", "models")
                .body(service("iris"))
                .post("/api/v1/resources")
                .then()
                .statusCode(400)
                .body("error", equalTo("folder 'models' is no absolute path"));
    }

    @ParameterizedTest
    @CsvSource({
        "Host,evil.example",
        "Host,localhost.evil.example:8080",
        "Host,iris.default.localhost",
        "Origin,http://evil.example",
        "Origin,null",
        "Sec-Fetch-Site,cross-site"
    })
    void thePagesOfOtherSitesAreKeptOut(String header, String value) {
        given().header(header, value)
                .get("/api/v1/info")
                .then()
                .statusCode(403)
                .body("$", hasKey("error"));
    }

    @Test
    void aFormThatAnyPageMaySendIsNotTaken() {
        given().contentType("text/plain")
                .body(service("iris"))
                .post("/api/v1/resources")
                .then()
                .statusCode(415);
    }

    @Test
    void theOwnPagesMayCall() {
        given().header("Host", "localhost:8080")
                .header("Origin", "http://localhost:8080")
                .header("Sec-Fetch-Site", "same-origin")
                .get("/api/v1/info")
                .then()
                .statusCode(200)
                .body("name", equalTo("serval"))
                .body("pid", equalTo((int) ProcessHandle.current().pid()));
    }

    @Test
    void callsOverHttp2AreTold() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server + "api/v1/info"))
                        .version(HttpClient.Version.HTTP_2)
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            // The first call asks for HTTP/2, the next are made in it.
            for (int call = 0; call < 2; call++) {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        }
    }

    @Test
    void scaleDecisionsAndReplicasAreShown() {
        apply(service("shown"));
        platform.addReplica("shown", "shown-1-a", java.nio.file.Path.of("/logs/a.log"));

        given().get("/api/v1/services/shown/scale-history")
                .then()
                .body("[0].at", equalTo("1970-01-01T00:00:00Z"))
                .body("[0].wanted", equalTo(1));
        given().get("/api/v1/services/shown/replicas")
                .then()
                .body("[0].log", equalTo("/logs/a.log"))
                .body("[0].startup", equalTo("ready in 5 ms"));
    }

    @Test
    void theInterfaceIsDescribed() {
        given().accept("application/json")
                .get("/api/openapi")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasItem("/api/v1/resources/{type}/{name}"))
                .body("paths.keySet()", hasItem("/api/v1/watch"))
                .body("paths.keySet()", hasItem("/api/v1/services/{name}/logs"));
    }
}
