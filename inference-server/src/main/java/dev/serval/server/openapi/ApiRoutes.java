package dev.serval.server.openapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// `GET /openapi.json`, and `/docs` where it is wanted. What was read once is kept.
@ApplicationScoped
class ApiRoutes {
    private static final String DESCRIPTION = "/openapi.json";
    private static final String DOCS = "/docs";

    /// The files of the pages, by where they are served under `/docs/`.
    private static final Map<String, Page> PAGES =
            Map.of(
                    "", new Page("docs.html", "text/html; charset=utf-8"),
                    "swagger-ui.css", new Page("swagger-ui/swagger-ui.css", "text/css"),
                    "swagger-ui-bundle.js",
                            new Page("swagger-ui/swagger-ui-bundle.js", "text/javascript"));

    private final Map<String, Buffer> kept = new ConcurrentHashMap<>();
    private final boolean docs;

    /// @param file where it lies beside this class
    private record Page(String file, String type) {}

    ApiRoutes(DocsConfig config) {
        this.docs = config.enabled();
    }

    void install(@Observes Router router) {
        router.get(DESCRIPTION)
                .blockingHandler(call ->
                        answer(call, "application/json", DESCRIPTION, ApiDescription::json));
        if (!docs) {
            return;
        }
        router.get(DOCS).handler(ApiRoutes::addSlash);
        PAGES.forEach((name, page) ->
                router.get(DOCS + "/" + name)
                        .blockingHandler(call ->
                                answer(
                                        call,
                                        page.type(),
                                        page.file(),
                                        () -> PackagedFile.read(page.file()))));
    }

    /// The pages' links are relative, so that they hold behind a prefix too.
    private static void addSlash(RoutingContext call) {
        if (call.normalizedPath().endsWith("/")) {
            call.next();
        } else {
            call.response().setStatusCode(302).putHeader("location", "docs/").end();
        }
    }

    private void answer(RoutingContext call, String type, String key, Supplier<byte[]> content) {
        Buffer body = kept.computeIfAbsent(key, any -> Buffer.buffer(content.get()));
        call.response().putHeader("content-type", type).end(body);
    }
}
