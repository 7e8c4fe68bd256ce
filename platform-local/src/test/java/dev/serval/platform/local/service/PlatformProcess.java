package dev.serval.platform.local.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A platform in a process of its own, for a test to kill.
public final class PlatformProcess {
    private static final long PATIENCE_SECONDS = 60;

    private PlatformProcess() {}

    /// Runs until it is killed, and prints the number of its replica's process when that is ready.
    ///
    /// @param args the state folder
    public static void main(String[] args) throws IOException, InterruptedException {
        RealMachine machine = new RealMachine(Path.of(args[0]));
        CountDownLatch ready = new CountDownLatch(1);
        machine.platform.watch(_ -> {
            if (machine.isReady()) {
                ready.countDown();
            }
        });
        machine.apply(RolloutTest.iris("1", ""));
        if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            System.exit(1);
        }
        System.out.println("replica " + machine.replicas().getFirst().pid());
        new CountDownLatch(1).await();
    }
}
