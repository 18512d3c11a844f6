@NullMarked
package org.mailkeep.policy.domain.caa;

import org.jspecify.annotations.NullMarked;
