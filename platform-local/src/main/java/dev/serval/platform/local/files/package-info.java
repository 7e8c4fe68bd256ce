/// Reads the files that a command line names as resources, and tells what is wrong with them and
/// where. Asks no platform.
@NullMarked
package dev.serval.platform.local.files;

import org.jspecify.annotations.NullMarked;
