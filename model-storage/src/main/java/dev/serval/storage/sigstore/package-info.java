/// Keyless signatures of sigstore: whether a certificate of minutes leads to a trusted authority,
/// and whether public logs vouch for it and for the signature, as far as a bundle alone can prove
/// that. Asks no server, and knows nothing of models and their files.
@NullMarked
package dev.serval.storage.sigstore;

import org.jspecify.annotations.NullMarked;
