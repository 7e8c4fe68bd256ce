/// How a user's pod fields are laid over a runtime's, and how placeholders in them are filled.
/// Works on pods and containers and does not know what for.
@NullMarked
package dev.serval.platform.plan.merge;

import org.jspecify.annotations.NullMarked;
