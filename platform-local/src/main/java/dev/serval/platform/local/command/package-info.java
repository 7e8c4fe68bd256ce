/// The verbs of the command line, each a class that reads its arguments, asks for what is wanted
/// and prints it. Only `run` starts the platform.
@NullMarked
package dev.serval.platform.local.command;

import org.jspecify.annotations.NullMarked;
