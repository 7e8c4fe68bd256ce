package dev.serval.platform.local.service;

import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.revision.Machine;
import java.nio.file.Path;
import java.util.function.Function;

/// What services need to run.
///
/// @param catalog what they are planned with
/// @param machine what they run on
/// @param settings how they are run
/// @param logs where what runs for a service writes what it says
record ServiceContext(
        Catalog catalog,
        Machine machine,
        ServiceSettings settings,
        Function<ResourceKey, Path> logs) {}
