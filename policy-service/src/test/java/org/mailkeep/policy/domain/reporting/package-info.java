@NullMarked
package org.mailkeep.policy.domain.reporting;

import org.jspecify.annotations.NullMarked;
