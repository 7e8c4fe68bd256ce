package dev.serval.platform.local.revision;

import dev.serval.platform.local.loop.EventLoop;
import dev.serval.platform.local.program.ProgramStarter;

/// What revisions run on.
///
/// @param loop where all of it happens
/// @param starter starts the programs
/// @param capacities makes what stands between replicas and calls
public record Machine(EventLoop loop, ProgramStarter starter, Capacity.Factory capacities) {}
