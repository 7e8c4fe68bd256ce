/// How many replicas a component has and what decides it. Values only: who counts and who starts
/// replicas is not known here.
@NullMarked
package dev.serval.platform.plan.scaling;

import org.jspecify.annotations.NullMarked;
