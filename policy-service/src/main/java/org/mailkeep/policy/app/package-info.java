/** What policy-service can do for those who call it, one class a use case. */
@NullMarked
package org.mailkeep.policy.app;

import org.jspecify.annotations.NullMarked;
