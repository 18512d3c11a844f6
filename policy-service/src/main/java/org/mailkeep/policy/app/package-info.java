/** The use cases: each class is one thing that the service does, and joins what it takes. */
@NullMarked
package org.mailkeep.policy.app;

import org.jspecify.annotations.NullMarked;
