package dev.serval.it;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the API server wrote down of the operator's requests, in the file that `SERVAL_AUDIT_LOG`
/// names.
final class AuditLog {
    private static final Set<String> READS = Set.of("get", "list", "watch");

    private final Path file;
    private final JsonMapper mapper = new JsonMapper();

    private AuditLog(Path file) {
        this.file = file;
    }

    /// A request of the operator's.
    ///
    /// @param resource its group, a slash, its plural, and its subresource after another slash
    /// @param isAllowed whether the roles allow it
    record Request(
            Instant at,
            String verb,
            String resource,
            String namespace,
            String name,
            boolean isAllowed) {
        boolean isWrite() {
            return !READS.contains(verb);
        }

        /// What it needs a right for.
        String right() {
            return verb + " " + resource;
        }
    }

    /// The log; skips the test where there is none.
    static AuditLog open() {
        String named = System.getenv("SERVAL_AUDIT_LOG");
        if (named == null) {
            String skipped =
                    "SERVAL_AUDIT_LOG names no audit log: what it would tell is not checked.";
            System.err.println(skipped);
            abort(skipped);
        }
        return new AuditLog(Path.of(named));
    }

    /// The requests that came after a moment.
    List<Request> since(Instant moment) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.endsWith("}"))
                    .map(this::request)
                    .filter(request -> request.at().isAfter(moment))
                    .toList();
        }
    }

    private Request request(String line) {
        try {
            JsonNode event = mapper.readTree(line);
            JsonNode object = event.path("objectRef");
            String part = object.path("subresource").asText();
            return new Request(
                    Instant.parse(event.path("requestReceivedTimestamp").asText()),
                    event.path("verb").asText(),
                    object.path("apiGroup").asText()
                            + "/"
                            + object.path("resource").asText()
                            + (part.isEmpty() ? "" : "/" + part),
                    object.path("namespace").asText(),
                    object.path("name").asText(),
                    !"forbid"
                            .equals(
                                    event.path("annotations")
                                            .path("authorization.k8s.io/decision")
                                            .asText()));
        } catch (IOException malformed) {
            throw new java.io.UncheckedIOException(malformed);
        }
    }
}
