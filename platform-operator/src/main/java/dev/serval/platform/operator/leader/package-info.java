/// Which of several operators acts. The others answer webhooks and wait.
@NullMarked
package dev.serval.platform.operator.leader;

import org.jspecify.annotations.NullMarked;
