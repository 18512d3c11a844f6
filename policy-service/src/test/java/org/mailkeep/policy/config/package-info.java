/** Settings for tests. */
@NullMarked
package org.mailkeep.policy.config;

import org.jspecify.annotations.NullMarked;
