/// The platform as a program: what it is started with, what stands in its way, and its course from
/// the first service to the last process. Knows no verb but `run`.
@NullMarked
package dev.serval.platform.local.startup;

import org.jspecify.annotations.NullMarked;
