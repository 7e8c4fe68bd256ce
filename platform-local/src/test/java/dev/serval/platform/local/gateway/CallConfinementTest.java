package dev.serval.platform.local.gateway;

import static dev.serval.platform.local.gateway.RunningGateway.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.platform.local.capacity.Admission;
import dev.serval.platform.local.capacity.NoPlace;
import dev.serval.platform.local.capacity.Place;
import dev.serval.platform.local.capacity.PlaceRequest;
import dev.serval.platform.local.capacity.ReplicaAddress;
import dev.serval.platform.local.routing.RevisionShare;
import io.vertx.core.Future;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A call has no locks: one event loop does all that is done for it. A connection on which a call
/// that waited is sent was once another loop's, and now and then an answer went out twice.
class CallConfinementTest {
    private static final String PREDICT = "/v1/models/iris:predict";
    private static final int CALLS = 100;

    private final RunningGateway gateway = new RunningGateway();

    @AfterEach
    void endTheGateway() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void callsThatWaitedEndOnTheEventLoopThatAcceptedThem(HttpVersion version) {
        var capacity = gateway.capacity();
        var threads = new WatchedAdmission(capacity, new ConcurrentLinkedQueue<>());
        gateway.route(
                Duration.ofSeconds(60),
                new RevisionShare("iris-predictor-00001", 100, null, threads));
        var client = gateway.over(version);
        var replies =
                Stream.generate(() -> gateway.post(client, PREDICT, "{}")).limit(CALLS).toList();
        await().until(() -> capacity.sample().waiting() == CALLS);

        capacity.replicas(List.of(gateway.namedReplica("a")));

        result(Future.all(replies));
        await().until(() -> threads.seen().size() == CALLS);
        assertThat(threads.seen())
                .allSatisfy(seen -> assertThat(seen.ended()).isEqualTo(seen.accepted()));
    }

    /// The threads on which a call asked for a place, and gave it back after its answer.
    private record Threads(Thread accepted, Thread ended) {}

    /// Notes on which threads places are asked for and given back.
    private record WatchedAdmission(Admission inner, Queue<Threads> seen) implements Admission {
        @Override
        public @Nullable Place find() {
            var place = inner.find();
            return place == null ? null : new WatchedPlace(place, Thread.currentThread(), seen);
        }

        @Override
        public Cancellation await(Duration patience, PlaceRequest request) {
            var accepted = Thread.currentThread();
            return inner.await(
                    patience,
                    new PlaceRequest() {
                        @Override
                        public void granted(Place place) {
                            request.granted(new WatchedPlace(place, accepted, seen));
                        }

                        @Override
                        public void refused(NoPlace reason) {
                            request.refused(reason);
                        }
                    });
        }
    }

    private record WatchedPlace(Place inner, Thread accepted, Queue<Threads> seen)
            implements Place {
        @Override
        public ReplicaAddress replica() {
            return inner.replica();
        }

        @Override
        public void release() {
            inner.release();
            seen.add(new Threads(accepted, Thread.currentThread()));
        }

        @Override
        public void releaseUnreachable() {
            inner.releaseUnreachable();
            seen.add(new Threads(accepted, Thread.currentThread()));
        }
    }
}
