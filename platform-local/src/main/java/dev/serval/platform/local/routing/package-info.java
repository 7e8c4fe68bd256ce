/// Which revision answers a call: by host or path, then by the shares of the traffic. Values only;
/// knows no connection.
@NullMarked
package dev.serval.platform.local.routing;

import org.jspecify.annotations.NullMarked;
