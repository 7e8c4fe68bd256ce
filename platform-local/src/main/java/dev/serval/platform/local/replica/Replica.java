package dev.serval.platform.local.replica;

import dev.serval.platform.local.capacity.ReplicaAddress;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.loop.EventLoop;
import dev.serval.platform.local.program.ProgramLaunch;
import dev.serval.platform.local.program.ProgramListener;
import dev.serval.platform.local.program.ProgramStarter;
import dev.serval.platform.local.program.StartedProgram;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A replica. All of it happens on the event loop.
public final class Replica {
    private static final Logger LOG = Logger.getLogger(Replica.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final String ENDED = "it was told to end";

    private final ReplicaSpec spec;
    private final ReplicaSettings settings;
    private final ProgramStarter starter;
    private final EventLoop loop;
    private final Runnable changed;
    private final BackOff backOff;
    private final Instant created;

    private ReplicaState state = ReplicaState.STARTING;
    private StartTimes times;
    private Instant started;
    private int restarts;
    private @Nullable StartedProgram program;
    private @Nullable Failure failure;
    private @Nullable String obstacle;
    private EventLoop.@Nullable Timer restart;

    /// A replica that is not started yet.
    ///
    /// @param changed is run after each change of its state
    public Replica(
            ReplicaSpec spec,
            ReplicaSettings settings,
            ProgramStarter starter,
            EventLoop loop,
            Runnable changed) {
        this.spec = spec;
        this.settings = settings;
        this.starter = starter;
        this.loop = loop;
        this.changed = changed;
        this.backOff = new BackOff(settings);
        this.created = loop.now();
        this.started = created;
        this.times = new StartTimes(created);
    }

    public String name() {
        return spec.name();
    }

    public Instant created() {
        return created;
    }

    public ReplicaState state() {
        return state;
    }

    /// Whether its program is there and not ready yet: it fetches and loads its model.
    public boolean isLoading() {
        return state == ReplicaState.STARTING && failure == null && times.isListening();
    }

    /// Why its program ended by itself last, unless it was ready since.
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /// Where it answers; empty where it does not.
    public Optional<ReplicaAddress> address() {
        return program != null && state == ReplicaState.READY
                ? Optional.of(new ReplicaAddress(spec.name(), program.port()))
                : Optional.empty();
    }

    public ReplicaView view() {
        StartedProgram there = program;
        return new ReplicaView(
                spec.name(),
                spec.component(),
                spec.revision(),
                state.label(),
                there == null ? -1 : there.pid(),
                there == null ? 0 : there.port(),
                restarts,
                started,
                spec.log(),
                message(),
                times.told());
    }

    /// Starts its program.
    public void start() {
        restart = null;
        started = loop.now();
        times = new StartTimes(started);
        state = ReplicaState.STARTING;
        Told listener = new Told();
        try {
            program =
                    starter.start(
                            new ProgramLaunch(spec.name(), spec.program(), spec.log()), listener);
            times.spawned(loop.now());
        } catch (IOException impossible) {
            crashed(Failure.notStarted(String.valueOf(impossible.getMessage())));
        }
    }

    /// Ends it when it has finished what it works on, or after the drain time.
    ///
    /// @param working how many calls work at an address
    public void drain(ToIntFunction<ReplicaAddress> working) {
        Optional<ReplicaAddress> address = address();
        if (state == ReplicaState.DRAINING || state == ReplicaState.ENDING) {
            return;
        }
        if (address.isEmpty()) {
            end();
            return;
        }
        become(ReplicaState.DRAINING);
        Instant latest = loop.now().plus(settings.drainTime());
        loop.after(BETWEEN_LOOKS, () -> lookWhetherDrained(address.get(), working, latest));
    }

    private void lookWhetherDrained(
            ReplicaAddress address, ToIntFunction<ReplicaAddress> working, Instant latest) {
        if (state != ReplicaState.DRAINING) {
            return;
        }
        if (working.applyAsInt(address) == 0 || !loop.now().isBefore(latest)) {
            end();
            return;
        }
        loop.after(BETWEEN_LOOKS, () -> lookWhetherDrained(address, working, latest));
    }

    /// Ends it now: its program finishes what it can.
    public void end() {
        if (restart != null) {
            restart.cancel();
        }
        if (program == null) {
            become(ReplicaState.ENDED);
            return;
        }
        if (state != ReplicaState.ENDING && state != ReplicaState.ENDED) {
            program.stop(settings.endTime());
            become(ReplicaState.ENDING);
        }
    }

    /// Takes down how long its first answer took.
    public void firstAnswer(Duration taken) {
        times.firstAnswer(taken);
        LOG.infof("%s is %s", spec.name(), times.told());
        changed.run();
    }

    private void become(ReplicaState next) {
        if (state != next) {
            state = next;
            changed.run();
        }
    }

    private void ended(int code) {
        StartedProgram ended = program;
        program = null;
        if (state == ReplicaState.DRAINING || state == ReplicaState.ENDING || ended == null) {
            become(ReplicaState.ENDED);
            return;
        }
        crashed(Failure.of(code, ended.lastWords(), ended.lastLines()));
    }

    private void crashed(Failure why) {
        failure = why;
        obstacle = null;
        restarts++;
        Duration wait = backOff.ended(loop.now());
        if (wait.isZero()) {
            LOG.warnf("%s %s (it is started again now)", spec.name(), why);
            start();
        } else {
            state = ReplicaState.FAILED;
            LOG.warnf("%s %s (it is started again in %d s)", spec.name(), why, wait.toSeconds());
            restart = loop.after(wait, this::start);
        }
        changed.run();
    }

    private @Nullable String message() {
        return switch (state) {
            case STARTING, FAILED -> failure == null ? obstacle : failure.toString();
            case ENDING -> ENDED;
            case READY, DRAINING, ENDED -> null;
        };
    }

    /// What one start of the program tells; of an earlier one nothing is heard any more.
    private final class Told implements ProgramListener {
        @Override
        public void listening() {
            loop.execute(() -> {
                times.listening(loop.now());
                changed.run();
            });
        }

        @Override
        public void ready() {
            loop.execute(() -> {
                if (state != ReplicaState.STARTING) {
                    return;
                }
                times.ready(loop.now());
                backOff.ready(loop.now());
                failure = null;
                obstacle = null;
                LOG.infof("%s is %s", spec.name(), times.told());
                become(ReplicaState.READY);
            });
        }

        @Override
        public void unready(String why) {
            loop.execute(() -> {
                if (state == ReplicaState.READY) {
                    obstacle = why;
                    LOG.warnf("%s is no longer ready: %s", spec.name(), why);
                    become(ReplicaState.STARTING);
                }
            });
        }

        @Override
        public void ended(int code) {
            loop.execute(() -> Replica.this.ended(code));
        }
    }
}
