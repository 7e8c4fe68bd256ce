/// The V2 inference protocol over HTTP: the JSON body with its binary tensor extension, to a
/// request and from an answer, and the other way round for whoever calls another server. Knows
/// nothing of headers, status codes, routes or models.
///
/// Where the protocol leaves a choice: unknown members are passed over, a known member that comes
/// twice is refused, `null` stands for a member left out. A parameter that is an object or an array
/// is kept as its JSON text, since clients send such and models may ask for them; a parameter that
/// is `null` is left out.
@NullMarked
package dev.serval.protocol.v2http;

import org.jspecify.annotations.NullMarked;
