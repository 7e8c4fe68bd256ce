package dev.serval.platform.local.command;

import io.quarkus.runtime.annotations.QuarkusMain;

/// The entry of the program behind `./serval`: it reads the verb, and starts the framework only for
/// the verb that needs it, so that the others answer quickly.
@QuarkusMain
public class ServalMain {
    ServalMain() {}

    /// Does what the words ask for, and ends the process with its exit code.
    public static void main(String... args) {
        System.exit(execute(args));
    }

    /// Does what the words ask for.
    ///
    /// @return the exit code
    public static int execute(String... words) {
        return CommandLines.create().execute(words);
    }
}
