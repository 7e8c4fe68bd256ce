package dev.serval.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Callers of one service through the gateway, who call it without a pause until they are stopped
/// and remember every answer.
final class LocalCalls implements AutoCloseable {
    private static final String FLOWER = "{\"instances\": [[5.1, 3.5, 1.4, 0.2]]}";
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private final List<Thread> callers = new ArrayList<>();
    private final HttpRequest request;

    LocalCalls(LocalPlatform platform) {
        this.request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/serving/default/iris/v1/models/iris:predict"
                                                .formatted(platform.port())))
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofString(FLOWER))
                        .build();
    }

    /// Starts as many callers, each with one call at a time.
    LocalCalls start(int count) {
        for (int i = 0; i < count; i++) {
            callers.add(Thread.ofVirtual().start(this::call));
        }
        return this;
    }

    private void call() {
        while (!isStopped.get()) {
            try {
                note(client.send(request, HttpResponse.BodyHandlers.ofString()));
            } catch (IOException failure) {
                failures.add(failure.toString());
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void note(HttpResponse<String> answer) {
        if (answer.statusCode() == OK) {
            answers.add(answer.body());
        } else {
            failures.add(answer.statusCode() + " " + answer.body());
        }
    }

    /// Sends as many calls at once, and waits for all answers.
    List<HttpResponse<String>> together(int count) {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        return calls.stream().map(CompletableFuture::join).toList();
    }

    int answered() {
        return answers.size();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /// The answers since the last call of this.
    List<String> drain() {
        List<String> drained = new ArrayList<>();
        for (String answer = answers.poll(); answer != null; answer = answers.poll()) {
            drained.add(answer);
        }
        return drained;
    }

    @Override
    public void close() throws InterruptedException {
        isStopped.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        client.close();
    }
}
