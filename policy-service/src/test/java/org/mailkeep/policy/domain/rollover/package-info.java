@NullMarked
package org.mailkeep.policy.domain.rollover;

import org.jspecify.annotations.NullMarked;
