@NullMarked
package org.mailkeep.policy.domain.dane;

import org.jspecify.annotations.NullMarked;
