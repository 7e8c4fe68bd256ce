package dev.serval.platform.local.program;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Programs that do what a test says.
public final class FakePrograms implements ProgramStarter {
    private final List<FakeProgram> started = new ArrayList<>();
    private @Nullable String obstacle;
    private int nextPort = 20_000;

    /// A program that was started.
    public static final class FakeProgram implements StartedProgram {
        private final ProgramLaunch launch;
        private final ProgramListener listener;
        private final int port;
        private final List<String> lines = new ArrayList<>();
        private boolean isAlive = true;
        private boolean isStopped;

        private FakeProgram(ProgramLaunch launch, ProgramListener listener, int port) {
            this.launch = launch;
            this.listener = listener;
            this.port = port;
        }

        public ProgramLaunch launch() {
            return launch;
        }

        public boolean isAlive() {
            return isAlive;
        }

        public boolean isStopped() {
            return isStopped;
        }

        public void becomeReady() {
            listener.listening();
            listener.ready();
        }

        public void listen() {
            listener.listening();
        }

        public void say(String line) {
            lines.add(line);
        }

        public void end(int code) {
            isAlive = false;
            listener.ended(code);
        }

        @Override
        public long pid() {
            return port;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public List<String> lastLines() {
            return List.copyOf(lines);
        }

        @Override
        public String lastWords() {
            return "";
        }

        @Override
        public void stop(Duration patience) {
            isStopped = true;
            end(0);
        }
    }

    @Override
    public StartedProgram start(ProgramLaunch launch, ProgramListener listener) throws IOException {
        if (obstacle != null) {
            throw new IOException(obstacle);
        }
        FakeProgram program = new FakeProgram(launch, listener, nextPort++);
        started.add(program);
        return program;
    }

    /// From now on no program can be started.
    public void refuse(String reason) {
        obstacle = reason;
    }

    /// All that were started, the oldest first.
    public List<FakeProgram> started() {
        return List.copyOf(started);
    }

    /// Those that live.
    public List<FakeProgram> alive() {
        return started.stream().filter(FakeProgram::isAlive).toList();
    }

    /// The last program that was started for a replica whose name begins so.
    public FakeProgram last(String replica) {
        return find(replica)
                .orElseThrow(() ->
                        new AssertionError(
                                "no program was started for %s, but for %s"
                                        .formatted(
                                                replica,
                                                started.stream()
                                                        .map(it -> it.launch.replica())
                                                        .toList())));
    }

    public Optional<FakeProgram> find(String replica) {
        return started.reversed().stream()
                .filter(program -> program.launch.replica().startsWith(replica))
                .findFirst();
    }
}
