/**
 * Measures policy-service from outside, in a process of its own: load over the socketmap against the ceiling of the
 * method, and what the caches promise. docs/performance.md says how and with what result.
 */
@NullMarked
package org.mailkeep.benchmarks;

import org.jspecify.annotations.NullMarked;
