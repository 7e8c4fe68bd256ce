package dev.serval.platform.operator.admission;

import dev.serval.platform.operator.certificate.CertificateSecret;
import dev.serval.platform.operator.certificate.KeyMaterial;
import dev.serval.platform.operator.certificate.ServedKeys;
import dev.serval.platform.operator.certificate.WebhookRegistrations;
import dev.serval.platform.operator.conversion.ConversionDesk;
import dev.serval.platform.operator.settings.OperatorConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Listens for the API server's reviews, over HTTPS with the operator's own certificate, which is
/// looked at every minute and taken anew without a restart. Of a new one the API server is told
/// first, and meets it a moment later.
@Singleton
class WebhookServer {
    private static final Logger LOG = Logger.getLogger(WebhookServer.class);
    private static final long LOOKS_EVERY_MS = TimeUnit.MINUTES.toMillis(1);
    private static final long IS_HEARD_WITHIN_MS = TimeUnit.SECONDS.toMillis(5);
    private static final long STARTS_WITHIN_SECONDS = 30;
    private static final long LARGEST_REVIEW = 16L << 20;

    private final Vertx vertx;
    private final OperatorConfig config;
    private final CertificateSecret secret;
    private final WebhookRegistrations registrations;
    private final AdmissionDesk desk;
    private final ConversionDesk conversions = new ConversionDesk(List.of());
    private @Nullable HttpServer server;
    private @Nullable ServedKeys keys;

    WebhookServer(
            Vertx vertx,
            OperatorConfig config,
            CertificateSecret secret,
            WebhookRegistrations registrations,
            Reviewers reviewers) {
        this.vertx = vertx;
        this.config = config;
        this.secret = secret;
        this.registrations = registrations;
        this.desk = new AdmissionDesk(reviewers.byPath());
    }

    void start(@Observes StartupEvent event) throws Exception {
        if (!config.webhook().enabled()) {
            return;
        }
        KeyMaterial first = secret.current();
        keys = new ServedKeys(vertx, first);
        registrations.tell(first);
        server = vertx.createHttpServer(options(keys)).requestHandler(this::receive);
        server.listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(STARTS_WITHIN_SECONDS, TimeUnit.SECONDS);
        vertx.setPeriodic(LOOKS_EVERY_MS, _ -> look());
        LOG.infof("Webhooks answer on port %d", config.webhook().port());
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.close();
        }
    }

    private HttpServerOptions options(ServedKeys with) {
        return new HttpServerOptions()
                .setPort(config.webhook().port())
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(KeyCertOptions.wrap(with));
    }

    private void look() {
        vertx.executeBlocking(
                        () -> {
                            takeUpRenewal();
                            return null;
                        },
                        false)
                .onFailure(failure ->
                        LOG.warnf(
                                "The webhooks' certificate could not be looked at: %s",
                                failure.getMessage()));
    }

    private void takeUpRenewal() {
        ServedKeys served = Objects.requireNonNull(keys);
        KeyMaterial now = secret.current();
        if (now.equals(served.material())) {
            registrations.tell(now);
            return;
        }
        Runnable replacement = served.replacement(now);
        registrations.tell(now);
        vertx.setTimer(
                IS_HEARD_WITHIN_MS,
                _ -> {
                    replacement.run();
                    LOG.infof("The webhooks' certificate is another, valid until %s", now.ends());
                });
    }

    private void receive(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> review(request, body))
                .onFailure(_ -> request.connection().close());
    }

    private void review(HttpServerRequest request, Buffer body) {
        if (body.length() > LARGEST_REVIEW) {
            request.response().setStatusCode(413).end();
            return;
        }
        String path = Objects.requireNonNullElse(request.path(), "");
        vertx.executeBlocking(() -> answer(path, body.getBytes()), false)
                .onSuccess(answer ->
                        answer.ifPresentOrElse(
                                bytes ->
                                        request.response()
                                                .putHeader("Content-Type", "application/json")
                                                .end(Buffer.buffer(bytes)),
                                () -> request.response().setStatusCode(404).end()))
                .onFailure(failure -> refuse(request, failure));
    }

    private Optional<byte[]> answer(String path, byte[] review) {
        return path.equals(ConversionDesk.PATH)
                ? Optional.of(conversions.answer(review))
                : desk.answer(path, review);
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            request.response().setStatusCode(400).end(String.valueOf(failure.getMessage()));
            return;
        }
        LOG.error("A review failed", failure);
        request.response().setStatusCode(500).end("the review failed, see the operator's log");
    }
}
