package dev.serval.explainer.serving;

import java.nio.file.Path;

/// A file or a folder that an explainer's setup names.
///
/// @param name a path or a URI, as messages call it
/// @param path where it is on this machine
record SetupPlace(String name, Path path) {}
