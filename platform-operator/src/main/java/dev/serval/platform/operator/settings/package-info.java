/// The settings of the operator: those of its own, and those that a cluster keeps in ConfigMaps.
@NullMarked
package dev.serval.platform.operator.settings;

import org.jspecify.annotations.NullMarked;
