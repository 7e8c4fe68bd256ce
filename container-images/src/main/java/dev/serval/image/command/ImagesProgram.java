package dev.serval.image.command;

import dev.serval.image.content.ServalPrograms;
import dev.serval.image.tar.ImageWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `serval build --images`: makes the images of Serval's programs.
@Command(
        name = "serval build --images",
        description = "Make the container images of Serval's programs, without a container daemon.",
        mixinStandardHelpOptions = true)
public final class ImagesProgram implements Callable<Integer> {
    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            defaultValue = "debian:12-slim",
            description =
                    "The image beneath, a reference or tar:///PATH; it needs a C library, and no"
                            + " Java. Default: ${DEFAULT-VALUE}")
    private String base = "";

    @Option(
            names = "--registry",
            paramLabel = "NAME",
            defaultValue = "",
            description = "What the images' names begin with, such as registry.example/team.")
    private String registry = "";

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the archives are written. Default: target/images of the checkout.")
    private Path output = Path.of("target/images");

    @Option(
            names = "--checkout",
            paramLabel = "DIR",
            defaultValue = ".",
            hidden = true,
            description = "The folder of Serval's sources.")
    private Path checkout = Path.of(".");

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "The images to make, by the names of their archives: predictor,"
                            + " predictor-ENGINE, transformer, explainer, operator, storage. Default:"
                            + " all of what was built.")
    private List<String> names = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    private ImagesProgram() {}

    /// @param args see the options
    public static void main(String... args) {
        CommandLine line = new CommandLine(new ImagesProgram());
        line.setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr().println("serval: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = checkout.toAbsolutePath().normalize();
        Path folder = Files.createDirectories(root.resolve(output));
        Path workspace = Files.createDirectories(root.resolve("target/image-work"));
        ServalPrograms programs = new ServalPrograms(root, workspace);
        ImageWriter writer = new ImageWriter(base, prefix(), version(), workspace.resolve("cache"));
        PrintWriter out = spec.commandLine().getOut();
        for (String name : wanted(programs.names())) {
            Path archive = folder.resolve(name + ".tar");
            out.println(writer.write(programs.content(name), archive));
            out.flush();
        }
        return CommandLine.ExitCode.OK;
    }

    private List<String> wanted(List<String> there) {
        for (String name : names) {
            if (!there.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no image '%s', expected one of %s"
                                .formatted(name, String.join(", ", there)));
            }
        }
        return names.isEmpty() ? there : names;
    }

    private String prefix() {
        return registry.isEmpty() || registry.endsWith("/") ? registry : registry + "/";
    }

    private static String version() {
        return Objects.requireNonNullElse(
                ImagesProgram.class.getPackage().getImplementationVersion(), "0.1.0-SNAPSHOT");
    }
}
