/// The packaged programs as their users meet them: started as processes and spoken to over their
/// port. Knows nothing of their classes but gRPC's generated messages.
@NullMarked
package dev.serval.it;

import org.jspecify.annotations.NullMarked;
