/// What is reported of services, beside the situations of the golden files.
@NullMarked
package dev.serval.platform.plan.status;

import org.jspecify.annotations.NullMarked;
