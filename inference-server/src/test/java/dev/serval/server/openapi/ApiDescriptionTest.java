package dev.serval.server.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the description against what is there, in both directions.
@QuarkusTest
class ApiDescriptionTest {
    private static final Path RESOURCES =
            Path.of(
                    System.getProperty("serval.root", ".."),
                    "inference-server/src/main/java/dev/serval/server/rest");
    private static final Pattern PREFIX = Pattern.compile("@Path\\(\"([^\"]*)\"\\)\\s@");
    private static final Pattern CALL =
            Pattern.compile("@(GET|POST)\\n(?: +@Path\\(([^)]*)\\)\\n)? +public");

    /// A call that is described.
    private record Call(String method, String path) {}

    @Test
    void everyCallThatIsDescribedIsAnswered() throws IOException {
        List<Call> described = described();
        assertThat(described).hasSizeGreaterThan(25);
        for (Call call : described) {
            String path = call.path().replace("{model}", "adder").replace("{version}", "1");
            String body =
                    call.path().startsWith("/v1")
                            ? "{\"instances\":[[1,2]]}"
                            : "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}";
            Response answer =
                    given().body(call.method().equals("POST") && isInference(path) ? body : "")
                            .request(Method.valueOf(call.method()), path);
            assertThat(answer.statusCode())
                    .as("%s: %s", call, answer.asString())
                    .isIn(answers(path));
        }
    }

    /// This server has no repository and an explainer of its test's own.
    private static List<Integer> answers(String path) {
        return path.endsWith("load") ? List.of(200, 501) : List.of(200);
    }

    private static boolean isInference(String path) {
        return Stream.of("predict", "infer", "explain").anyMatch(path::endsWith);
    }

    @Test
    void everyCallOfTheResourcesIsDescribed() throws IOException {
        List<Call> there = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Resource.java")).toList()) {
                addCalls(Files.readString(file), there);
            }
        }
        assertThat(there).hasSizeGreaterThan(15);
        assertThat(described()).containsAll(there);
    }

    private static void addCalls(String source, List<Call> calls) {
        Matcher prefix = PREFIX.matcher(source);
        assertThat(prefix.find()).isTrue();
        Matcher call = CALL.matcher(source);
        while (call.find()) {
            String path = call.group(2) == null ? "" : path(call.group(2));
            String whole = (prefix.group(1) + "/" + path).replaceAll("/+", "/");
            calls.add(
                    new Call(
                            call.group(1),
                            whole.length() > 1 ? whole.replaceAll("/$", "") : whole));
        }
    }

    /// What a constant expression in an annotation comes to.
    private static String path(String expression) {
        return expression
                .replace("VERSION", "\"models/{model}/versions/{version}\"")
                .replace("MODEL", "\"models/{model}\"")
                .replaceAll("\" \\+ \"|\"", "");
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode description = description();
        for (JsonNode reference : description.findValues("$ref")) {
            String pointer = reference.asText().substring(1);
            assertThat(description.at(pointer).isMissingNode()).as(pointer).isFalse();
        }
    }

    @Test
    void thePagesAreServedOnlyWhereTheyAreWanted() {
        given().get("/docs/").then().statusCode(404);
        given().get("/docs/swagger-ui.css").then().statusCode(404);
    }

    private static List<Call> described() throws IOException {
        List<Call> calls = new ArrayList<>();
        description()
                .path("paths")
                .forEachEntry((path, operations) ->
                        operations.forEachEntry((method, any) -> {
                            if (!method.equals("parameters")) {
                                calls.add(new Call(method.toUpperCase(Locale.ROOT), path));
                            }
                        }));
        return calls;
    }

    private static JsonNode description() throws IOException {
        String body =
                given().get("/openapi.json")
                        .then()
                        .statusCode(200)
                        .contentType("application/json")
                        .extract()
                        .asString();
        return new ObjectMapper().readTree(body);
    }
}
