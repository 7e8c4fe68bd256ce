package dev.serval.platform.local.program;

import java.io.IOException;

/// Starts programs.
public interface ProgramStarter {
    /// Starts one and does not wait for it.
    ///
    /// @param listener is told what becomes of it
    /// @throws IOException if it cannot be started, and why
    StartedProgram start(ProgramLaunch launch, ProgramListener listener) throws IOException;
}
