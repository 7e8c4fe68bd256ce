/// The program that every runtime is: its command line becomes configuration, and Quarkus is
/// started with it.
@NullMarked
package dev.serval.server.launch;

import org.jspecify.annotations.NullMarked;
