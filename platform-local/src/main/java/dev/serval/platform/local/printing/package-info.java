/// Resources as a terminal shows them: tables in kubectl's manner, YAML, JSON and descriptions. A
/// function of what is shown and of the time; fetches nothing.
@NullMarked
package dev.serval.platform.local.printing;

import org.jspecify.annotations.NullMarked;
