@NullMarked
package org.mailkeep.policy.domain.verification;

import org.jspecify.annotations.NullMarked;
