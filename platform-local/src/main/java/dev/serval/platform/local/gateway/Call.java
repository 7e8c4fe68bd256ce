package dev.serval.platform.local.gateway;

import dev.serval.platform.local.capacity.Admission.Cancellation;
import dev.serval.platform.local.capacity.NoPlace;
import dev.serval.platform.local.capacity.Place;
import dev.serval.platform.local.capacity.PlaceRequest;
import dev.serval.platform.local.gateway.RevisionMeters.Outcome;
import dev.serval.platform.local.routing.Destination;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call on its way through the gateway: it gets a place, is sent to the place's replica, and
/// its answer goes back; what was lost before the caller saw anything of an answer is sent again,
/// while that is possible. Confined to the event loop that accepted it, as are the connections that
/// it is sent over; only a place comes from another thread.
final class Call implements PlaceRequest, ExchangeListener {
    /// How often a call is sent at most, and how often of these it may have reached a replica.
    private static final int MOST_ATTEMPTS = 6;

    private static final int MOST_LOSSES = 3;

    private final GatewayLoop loop;
    private final HttpServerRequest request;
    private final RequestBody body;
    private final Answer answer;
    private final CallClock clock;
    private Destination.ToRevision way;
    private @Nullable Cancellation waiting;
    private @Nullable Place place;
    private @Nullable Exchange exchange;
    private int attempts;
    private int losses;
    private boolean isOver;

    /// Where it is in the list of active calls, which alone changes it.
    int index;

    Call(GatewayLoop loop, HttpServerRequest request, Destination.ToRevision way) {
        this.loop = loop;
        this.request = request;
        this.way = way;
        this.body = new RequestBody(request);
        this.answer = new Answer(request);
        this.clock = CallClock.start(request, way.component().timeout());
    }

    void begin() {
        loop.calls().add(this);
        body.begin();
        request.response().exceptionHandler(_ -> callerLeft());
        findPlace();
    }

    private void findPlace() {
        var admission = way.share().admission();
        var free = admission.find();
        if (free != null) {
            send(free);
            return;
        }
        clock.waits();
        waiting = admission.await(clock.left(), this);
    }

    @Override
    public void granted(Place granted) {
        loop.execute(() -> place(granted));
    }

    private void place(Place granted) {
        waiting = null;
        if (isOver) {
            granted.release();
            return;
        }
        loop.meters().of(way).waited(clock.waited());
        send(granted);
    }

    @Override
    public void refused(NoPlace reason) {
        loop.execute(() -> turnAway(reason));
    }

    private void turnAway(NoPlace reason) {
        waiting = null;
        if (isOver) {
            return;
        }
        boolean isRetired = reason instanceof NoPlace.Retired;
        if (isRetired && ++attempts < MOST_ATTEMPTS && isReroutedElsewhere()) {
            findPlace();
            return;
        }
        refuse(Refusal.of(reason, way.share().revision()));
    }

    /// Asks the routes again: the revision that was chosen left them meanwhile.
    private boolean isReroutedElsewhere() {
        if (loop.destinationOf(request) instanceof Destination.ToRevision next) {
            way = next;
            return true;
        }
        return false;
    }

    private void send(Place granted) {
        place = granted;
        attempts++;
        var upstream = loop.upstream(request, granted.replica());
        var head = clock.stamp(CallHead.of(request, way));
        if (losses == 0) {
            upstream.open(granted.replica(), head, this);
            return;
        }
        upstream.openAfresh(granted.replica(), head, this);
    }

    @Override
    public void opened(Exchange opened) {
        if (isOver) {
            opened.cancel();
            return;
        }
        exchange = opened;
        if (attempts == 1 && request.getHeader(HttpHeaders.EXPECT) != null) {
            request.response().writeContinue();
        }
        body.flowTo(opened);
    }

    @Override
    public void drained() {
        body.resume();
    }

    @Override
    public void answered(
            int status,
            Iterable<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> headers) {
        try {
            answer.begin(status, headers);
        } catch (IllegalArgumentException malformed) {
            abandon();
            refuse(Refusal.malformed(malformed.getMessage()));
        }
    }

    @Override
    public void received(Buffer data) {
        answer.add(data);
        var sender = exchange;
        if (sender != null && answer.isFull()) {
            sender.pause();
            request.response().drainHandler(_ -> sender.resume());
        }
    }

    @Override
    public void caughtUp() {
        if (!isOver && answer.isBegun()) {
            answer.flush();
        }
    }

    @Override
    public void ended(
            Iterable<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>>
                    trailers) {
        exchange = null;
        isOver = true;
        finish(answer.end(trailers));
    }

    @Override
    public void failed(ExchangeFailure failure) {
        exchange = null;
        body.detach();
        if (isOver) {
            return;
        }
        if (answer.isBegun()) {
            breakOff(Refusal.badGateway("the replica ended before it had answered in full"));
            return;
        }
        switch (failure) {
            case ExchangeFailure.Unreachable(var reason) -> unreachable(reason);
            case ExchangeFailure.ConnectionLost() -> lost();
            case ExchangeFailure.Reset reset -> reset(reset);
            case ExchangeFailure.Malformed(var reason) -> refuse(Refusal.malformed(reason));
        }
    }

    private void unreachable(String reason) {
        giveBack(Place::releaseUnreachable);
        if (!isSentAgain()) {
            refuse(Refusal.unavailable("no replica could be reached: " + reason));
        }
    }

    private void lost() {
        losses++;
        giveBack(Place::release);
        if (losses >= MOST_LOSSES || !isSentAgain()) {
            refuse(Refusal.lost(losses));
        }
    }

    private void reset(ExchangeFailure.Reset reset) {
        if (reset.isUntouched()) {
            giveBack(Place::release);
            if (isSentAgain()) {
                return;
            }
        }
        isOver = true;
        answer.reset(reset.code());
        finish(Outcome.FAILED);
    }

    private boolean isSentAgain() {
        if (!body.isReplayable() || attempts >= MOST_ATTEMPTS) {
            return false;
        }
        loop.meters().of(way).retried();
        findPlace();
        return true;
    }

    /// Ends the call if its time is up.
    void expireBy(long now) {
        if (isOver || !clock.isUpBy(now)) {
            return;
        }
        var reason =
                Refusal.tooLate(
                        "revision '%s' did not answer within %.1f s"
                                .formatted(way.share().revision(), clock.limit().toMillis() / 1e3));
        abandon();
        if (answer.isBegun()) {
            breakOff(reason);
            return;
        }
        refuse(reason);
    }

    private void breakOff(Refusal reason) {
        isOver = true;
        answer.breakOff(reason);
        finish(Outcome.FAILED);
    }

    private void refuse(Refusal refusal) {
        isOver = true;
        answer.refuse(refusal);
        finish(Outcome.ofStatus(refusal.status()));
    }

    private void callerLeft() {
        if (!isOver) {
            isOver = true;
            abandon();
            finish(Outcome.CANCELLED);
        }
    }

    private void abandon() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
        if (exchange != null) {
            exchange.cancel();
            exchange = null;
        }
    }

    /// Leaves nothing of the call behind. Whoever calls it has set `isOver` first, before it
    /// touched the answer: what is told meanwhile then comes too late, and no call finishes twice.
    private void finish(Outcome outcome) {
        exchange = null;
        body.drop();
        giveBack(Place::release);
        loop.calls().remove(this);
        loop.meters().of(way).ended(outcome, clock.elapsed());
    }

    private void giveBack(Consumer<Place> how) {
        var held = place;
        place = null;
        if (held != null) {
            how.accept(held);
        }
    }
}
