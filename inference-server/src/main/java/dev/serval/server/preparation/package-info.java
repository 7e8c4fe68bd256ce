/// How a packaged program is rehearsed: started as people start it, called as its clients call it,
/// and ended in order, so that Java can take down what it loads and write it into an AOT cache. The
/// script `prepare` beside the program runs the rehearsal, a class of the program's own.
@NullMarked
package dev.serval.server.preparation;

import org.jspecify.annotations.NullMarked;
