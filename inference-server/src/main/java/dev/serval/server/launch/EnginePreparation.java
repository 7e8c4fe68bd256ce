package dev.serval.server.launch;

import dev.serval.inference.engine.Engine;
import java.util.ServiceLoader;

/// Has the engines on the class path do what needs no model, while the rest of the program starts
/// on another processor. What fails here is left to the first load, which says so.
final class EnginePreparation implements Runnable {
    private EnginePreparation() {}

    static void begin() {
        Thread.ofPlatform().daemon(true).name("serval-engines").start(new EnginePreparation());
    }

    @Override
    public void run() {
        try {
            ServiceLoader.load(Engine.class).forEach(Engine::prepare);
        } catch (RuntimeException | Error failure) {
            // Nothing is lost, and logging is not set up yet.
        }
    }
}
