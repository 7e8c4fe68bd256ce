package dev.serval.platform.local.program;

import dev.serval.inference.contract.LifecycleParent;
import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeEnvironment;
import dev.serval.platform.local.process.ChildCommand;
import dev.serval.platform.local.process.ChildProcess;
import dev.serval.platform.local.process.OutputLog;
import dev.serval.platform.plan.local.LocalProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/// Starts programs as child processes, each on a port of its own on the loopback interface.
public final class LocalProgramStarter implements ProgramStarter {
    private static final long LOG_LIMIT = 10L << 20;
    private static final String LOCAL_MODEL =
            "--" + RuntimeArgument.STORAGE_URI.argument() + "=file://";

    /// What a program would take for its own settings and is meant for this process.
    private static final Set<String> OWN =
            Set.of(
                    RuntimeEnvironment.PORT,
                    RuntimeEnvironment.STORAGE_URI,
                    RuntimeEnvironment.INFERENCE_SERVICE_NAME);

    private final ProgramCommands commands;
    private final SharedModels models;

    public LocalProgramStarter(ProgramCommands commands, SharedModels models) {
        this.commands = commands;
        this.models = models;
    }

    @Override
    public StartedProgram start(ProgramLaunch launch, ProgramListener listener) throws IOException {
        LocalProgram.Runs program = launch.program();
        LocalProgram.Runs transformer = program.transformer();
        requireModel(program.arguments());
        int port = freePort();
        LastWords lastWords = LastWords.awaitedBeside(launch.log());
        ChildCommand command = command(program, port, lastWords);
        if (transformer == null) {
            return alone(launch, command, new Place(port, lastWords), listener);
        }
        int front = freePort();
        LocalProgram.Runs asking =
                transformer.asking(InetAddress.getLoopbackAddress().getHostAddress(), port);
        ChildCommand transforming = command(asking, front, lastWords);
        ReadinessWatch watch = new ReadinessWatch(front, listener);
        try (OutputLog log = OutputLog.open(launch.log(), LOG_LIMIT)) {
            StartedProgram started =
                    TransformedProgram.start(
                            new TransformedProgram.Parts(
                                    launch.replica(), command, transforming, log),
                            new Place(front, lastWords),
                            ending(watch, listener));
            watch.start(launch.replica());
            return started;
        }
    }

    private static StartedProgram alone(
            ProgramLaunch launch, ChildCommand command, Place place, ProgramListener listener)
            throws IOException {
        ReadinessWatch watch = new ReadinessWatch(place.port(), listener);
        OutputLog log = OutputLog.open(launch.log(), LOG_LIMIT);
        ChildProcess child =
                ChildProcess.start(launch.replica(), command, log, ending(watch, listener));
        watch.start(launch.replica());
        return new Running(child, place);
    }

    private static IntConsumer ending(ReadinessWatch watch, ProgramListener listener) {
        return code -> {
            watch.close();
            listener.ended(code);
        };
    }

    private ChildCommand command(LocalProgram.Runs program, int port, LastWords lastWords)
            throws IOException {
        List<String> words = new ArrayList<>(commands.require(program.program()));
        words.addAll(program.arguments());
        words.add("--" + RuntimeArgument.HTTP_PORT.argument() + "=" + port);
        return new ChildCommand(
                words, environment(program, lastWords), LocalProgramStarter::isWithheld);
    }

    /// A model that lies on this machine is looked for before a program is started for it. It may
    /// come later: each start looks again.
    private static void requireModel(List<String> arguments) throws IOException {
        for (String argument : arguments) {
            if (argument.startsWith(LOCAL_MODEL) && argument.indexOf('%') < 0) {
                String model = argument.substring(LOCAL_MODEL.length());
                if (!Files.exists(Path.of(model))) {
                    throw new IOException(
                            "its model is to be at %s, and there is nothing".formatted(model));
                }
            }
        }
    }

    private Map<String, String> environment(LocalProgram.Runs program, LastWords lastWords) {
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put(RuntimeEnvironment.LIFECYCLE_PARENT, LifecycleParent.STDIN);
        environment.put(RuntimeEnvironment.LAST_WORDS_FILE, lastWords.file().toString());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        models.tell(System.getenv(), environment);
        environment.putIfAbsent("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        return environment;
    }

    private static boolean isWithheld(String variable) {
        return OWN.contains(variable)
                || ProgramCommands.isVariable(variable)
                || variable.startsWith("QUARKUS_")
                || variable.startsWith("SERVAL_LOCAL_");
    }

    /// A port that nobody listens on. Somebody else may take it before the program does: then it
    /// ends, and is started again on another.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Where a program answers, and where it leaves word of why it does not.
    record Place(int port, LastWords lastWords) {}

    private record Running(ChildProcess child, Place place) implements StartedProgram {
        @Override
        public long pid() {
            return child.pid();
        }

        @Override
        public int port() {
            return place.port();
        }

        @Override
        public List<String> lastLines() {
            return child.lastLines();
        }

        @Override
        public String lastWords() {
            return place.lastWords().read();
        }

        @Override
        public void stop(Duration patience) {
            child.stop(patience);
        }
    }
}
