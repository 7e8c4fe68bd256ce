package dev.serval.benchmark.suite;

import dev.serval.benchmark.load.LoadPlan;
import dev.serval.benchmark.measure.ServerProcess;
import dev.serval.benchmark.model.MeasuredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The servers of one run, and the cases that are measured on them.
final class Bench implements AutoCloseable {
    static final String SERVAL = "Serval";
    static final String HELLO = "bare Vert.x";
    static final String GRPC_JAVA = "grpc-java";
    private static final int IN_FLIGHT = 16;
    private static final int LARGE_IN_FLIGHT = 4;

    private final Path root;
    private final Path folder;
    private final Path repository;
    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<RunnableCase> cases = new ArrayList<>();

    /// A case that can be run.
    record RunnableCase(Measured measured, ServerProcess server, LoadPlan plan) {}

    /// @param root of the checkout
    /// @param folder an empty one for models, requests and logs
    Bench(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
        this.repository = folder.resolve("models");
    }

    /// For models, requests and logs.
    Path folder() {
        return folder;
    }

    List<RunnableCase> cases() {
        return cases;
    }

    Path fileOf(MeasuredModel model) {
        return repository.resolve(model.modelName()).resolve("1").resolve("model.onnx");
    }

    /// Starts Serval with those models.
    ServerProcess startServal(List<MeasuredModel> models) throws IOException {
        for (MeasuredModel model : models) {
            model.writeTo(repository, root);
        }
        ServerProcess serval = start(servalCommand(List.of()), "serval");
        serval.awaitReady("/v2/health/ready");
        return serval;
    }

    /// Starts Serval with the same models, each of whose requests is computed by itself.
    ServerProcess startKeepingApart() throws IOException {
        List<String> command = servalCommand(List.of("env", "SERVAL_BATCHING_MODE=off"));
        ServerProcess serval = start(command, "serval-apart");
        serval.awaitReady("/v2/health/ready");
        return serval;
    }

    /// The command that starts Serval on a port, the last argument, which is still missing.
    List<String> servalCommand(List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.add(root.resolve("serval").toString());
        command.addAll(List.of("predictor", "--repository", repository.toString(), "--http_port"));
        return command;
    }

    ServerProcess start(List<String> command, String name) throws IOException {
        int port = ServerProcess.freePort();
        List<String> whole = new ArrayList<>(command);
        whole.add(Integer.toString(port));
        return started(ServerProcess.start(whole, port, folder.resolve(name + ".log")));
    }

    private ServerProcess started(ServerProcess server) {
        servers.add(server);
        return server;
    }

    /// Adds a case on Serval.
    void add(ServerProcess serval, MeasuredModel model, Wire wire) throws IOException {
        LoadPlan plan = wire.plan(model, serval.port(), inFlight(model), folder);
        cases.add(new RunnableCase(new Measured(SERVAL, model, wire.label()), serval, plan));
    }

    /// Adds a bare Vert.x server that is sent what Serval is sent for iris in V2 JSON.
    void addHello() throws IOException {
        int port = ServerProcess.freePort();
        ServerProcess hello =
                started(
                        ServerProcess.start(
                                JavaCommand.of("dev.serval.benchmark.baseline.HelloServer", port),
                                port,
                                folder.resolve("hello.log")));
        hello.awaitPort();
        LoadPlan plan = Wire.V2_JSON.plan(MeasuredModel.IRIS, port, IN_FLIGHT, folder);
        cases.add(new RunnableCase(new Measured(HELLO, null, "HTTP/1.1"), hello, plan));
    }

    /// Adds grpc-java's own server around a model.
    void addGrpcJava(MeasuredModel model) throws IOException {
        int port = ServerProcess.freePort();
        List<String> command =
                JavaCommand.of("dev.serval.benchmark.baseline.GrpcServer", port, fileOf(model));
        ServerProcess server =
                started(
                        ServerProcess.start(
                                command,
                                port,
                                folder.resolve("grpc-%s.log".formatted(model.modelName()))));
        server.awaitPort();
        LoadPlan plan = Wire.GRPC_RAW.plan(model, port, inFlight(model), folder);
        Measured measured = new Measured(GRPC_JAVA, model, Wire.GRPC_RAW.label());
        cases.add(new RunnableCase(measured, server, plan));
    }

    private static int inFlight(MeasuredModel model) {
        return switch (model) {
            case IRIS, FOREST, DIGITS, DENSE -> IN_FLIGHT;
            case MOBILENET, CHANNEL_MEANS -> LARGE_IN_FLIGHT;
        };
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }
}
