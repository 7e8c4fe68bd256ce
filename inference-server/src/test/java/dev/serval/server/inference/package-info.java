/// How calls are taken through the server, tried without a network: the wires here are made up,
/// what they are handed to is the server's own.
@NullMarked
package dev.serval.server.inference;

import org.jspecify.annotations.NullMarked;
