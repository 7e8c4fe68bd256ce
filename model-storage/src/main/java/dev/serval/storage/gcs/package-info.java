/// Models in Google Cloud Storage, over its JSON API. The only package that sees Google's library
/// of credentials, and sees it only when a bucket is asked.
@NullMarked
package dev.serval.storage.gcs;

import org.jspecify.annotations.NullMarked;
