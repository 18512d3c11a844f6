@NullMarked
package org.mailkeep.policy.domain.postfix;

import org.jspecify.annotations.NullMarked;
