/// Says of the kinds that are stored and that nothing serves yet, graphs and trained models, that
/// it is so: in their status, and to whoever stores one.
@NullMarked
package dev.serval.platform.operator.unserved;

import org.jspecify.annotations.NullMarked;
