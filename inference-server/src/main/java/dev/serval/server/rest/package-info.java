/// Everything REST but inference, as ordinary resources: a resource translates, and decides
/// nothing.
@NullMarked
package dev.serval.server.rest;

import org.jspecify.annotations.NullMarked;
