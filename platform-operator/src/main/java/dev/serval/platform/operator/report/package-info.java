/// How what is reported of a resource is written. Knows no kind in particular.
@NullMarked
package dev.serval.platform.operator.report;

import org.jspecify.annotations.NullMarked;
