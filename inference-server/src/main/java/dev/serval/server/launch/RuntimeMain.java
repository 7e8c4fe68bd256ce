package dev.serval.server.launch;

import dev.serval.server.coldstart.ProcessAge;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The entry of every runtime: `java -jar … --model_dir DIR --model_name NAME`.
@QuarkusMain
public class RuntimeMain {
    RuntimeMain() {}

    /// Runs until the process is told to stop. Ends it with code 2 for a wrong argument.
    ///
    /// @param args KServe's server arguments and Serval's own
    public static void main(String... args) {
        ProcessAge.noteBeginning();
        int exit = CommandLineSettings.apply(args, System.getenv(), System.getProperties());
        if (exit != CommandLineSettings.START) {
            System.exit(exit);
        }
        EnginePreparation.begin();
        EarlyClasses.begin();
        Termination.endInOrder();
        ParentLifeline.hold(System.getenv(), System.getProperties());
        Quarkus.run();
    }
}
