/** The REST API as clients see it. */
@NullMarked
package org.mailkeep.policy.api;

import org.jspecify.annotations.NullMarked;
