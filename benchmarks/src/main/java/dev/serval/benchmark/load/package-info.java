/// The load: a process of its own that sends one prepared request again and again over HTTP/1.1 or
/// HTTP/2 and times the answers. One thread with plain sockets, so that on a small machine it takes
/// as little as it can from the server beside it. Knows nothing of models or of what is measured.
@NullMarked
package dev.serval.benchmark.load;

import org.jspecify.annotations.NullMarked;
