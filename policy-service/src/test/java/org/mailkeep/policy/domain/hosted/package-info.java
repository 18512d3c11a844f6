@NullMarked
package org.mailkeep.policy.domain.hosted;

import org.jspecify.annotations.NullMarked;
