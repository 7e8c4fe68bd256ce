/// How long a process took from its start to its first answer, phase by phase, so that whoever
/// scales from zero sees what a cold start costs. Knows nothing of models but that they were
/// loaded, and of calls but that one was answered.
@NullMarked
package dev.serval.server.coldstart;

import org.jspecify.annotations.NullMarked;
