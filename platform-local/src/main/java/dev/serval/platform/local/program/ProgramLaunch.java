package dev.serval.platform.local.program;

import dev.serval.platform.plan.local.LocalProgram;
import java.nio.file.Path;

/// What is to be started.
///
/// @param replica the name of the replica that it is for
/// @param program what runs
/// @param log where its output goes
public record ProgramLaunch(String replica, LocalProgram.Runs program, Path log) {}
