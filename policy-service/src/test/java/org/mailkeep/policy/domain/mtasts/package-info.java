@NullMarked
package org.mailkeep.policy.domain.mtasts;

import org.jspecify.annotations.NullMarked;
