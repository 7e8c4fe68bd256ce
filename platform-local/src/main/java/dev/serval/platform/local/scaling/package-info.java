/// How many replicas a revision shall have: Knative's algorithm over what was measured. Has no
/// clock, counts nothing itself and starts nothing.
@NullMarked
package dev.serval.platform.local.scaling;

import org.jspecify.annotations.NullMarked;
