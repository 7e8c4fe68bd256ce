package dev.serval.platform.local.command;

import dev.serval.platform.local.files.GivenFiles;
import dev.serval.platform.local.files.ResourceFiles;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The files that a verb is given, alone or after `-f`.
final class FileArguments {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "A file, a folder of files, or - for the standard input.")
    List<String> files = List.of();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description = "The same, in kubectl's manner.")
    List<String> named = List.of();

    boolean isEmpty() {
        return files.isEmpty() && named.isEmpty();
    }

    /// What the files hold. What is wrong with them is printed.
    GivenFiles read(CommandSpec spec) {
        List<String> all = new ArrayList<>(files);
        all.addAll(named);
        GivenFiles given = ResourceFiles.read(all, new FileInputStream(FileDescriptor.in));
        PrintWriter err = spec.commandLine().getErr();
        given.errors().forEach(err::println);
        given.warnings().forEach(warning -> err.println(asWarning(warning)));
        err.flush();
        return given;
    }

    /// The same of files, of which there must be one.
    GivenFiles require(CommandSpec spec) {
        if (isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no FILE was given");
        }
        return read(spec);
    }

    /// `iris.yaml:3:7: warning: …`
    private static String asWarning(String warning) {
        return warning.replaceFirst("(:\\d+:\\d+: )", "$1warning: ");
    }
}
