/** Whole evaluations in a small internet. */
@NullMarked
package org.mailkeep.policy.app;

import org.jspecify.annotations.NullMarked;
