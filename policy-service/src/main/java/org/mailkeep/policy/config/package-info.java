/** What an operator can set, and the clock. */
@NullMarked
package org.mailkeep.policy.config;

import org.jspecify.annotations.NullMarked;
