/// What the local platform's gateway costs for a call, from outside: processes of their own,
/// processor time from `/proc`. Knows the gateway's front door and nothing behind it.
@NullMarked
package dev.serval.benchmark.gateway;

import org.jspecify.annotations.NullMarked;
