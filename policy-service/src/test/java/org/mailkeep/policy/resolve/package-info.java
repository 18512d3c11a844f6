/** DNS and policy hosts, asked in a small internet. */
@NullMarked
package org.mailkeep.policy.resolve;

import org.jspecify.annotations.NullMarked;
