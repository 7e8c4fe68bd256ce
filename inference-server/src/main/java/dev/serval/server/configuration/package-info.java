/// Configuration files in YAML, read value by value so that whatever is wrong in them is refused
/// with its line, its column and what was expected. Knows nothing of what they configure.
@NullMarked
package dev.serval.server.configuration;

import org.jspecify.annotations.NullMarked;
