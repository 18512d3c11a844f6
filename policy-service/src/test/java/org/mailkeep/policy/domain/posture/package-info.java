@NullMarked
package org.mailkeep.policy.domain.posture;

import org.jspecify.annotations.NullMarked;
