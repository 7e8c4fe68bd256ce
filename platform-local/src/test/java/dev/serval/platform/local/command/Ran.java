package dev.serval.platform.local.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// A command line that has run in this process, and what came of it.
record Ran(int exitCode, String output, String errors) {
    static Ran of(String... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine line =
                CommandLines.create()
                        .setOut(new PrintWriter(output, true))
                        .setErr(new PrintWriter(errors, true))
                        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        int exitCode = line.execute(words);
        return new Ran(exitCode, output.toString(), errors.toString());
    }
}
