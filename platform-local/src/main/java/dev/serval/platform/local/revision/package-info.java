/// The revisions of a component: each is one program, of which there are as many replicas as are
/// asked for; a changed program is a new revision beside the old, which goes when nothing needs it
/// any more. Knows shares of the traffic, and nothing of requests.
@NullMarked
package dev.serval.platform.local.revision;

import org.jspecify.annotations.NullMarked;
