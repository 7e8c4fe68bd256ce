/// Every way in which a call may be refused or fail, as one sealed exception that each wire maps in
/// one exhaustive switch. Knows no status code of any wire.
@NullMarked
package dev.serval.inference.failure;

import org.jspecify.annotations.NullMarked;
