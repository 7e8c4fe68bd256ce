/// How fast a large model comes, next to `curl`: the packaged storage program against a server that
/// has nothing to do. `benchmarks/download` runs it against the packaged program's test archive,
/// which holds that server.
@NullMarked
package dev.serval.benchmark.download;

import org.jspecify.annotations.NullMarked;
