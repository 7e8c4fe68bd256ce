/// HTTP as stores need it: bounded redirects that take no credential to another host, attempts with
/// back-off, status codes as refusals that name the URI and the credential, bodies by range, and
/// own certificate authorities. Knows no store's protocol.
@NullMarked
package dev.serval.storage.web;

import org.jspecify.annotations.NullMarked;
