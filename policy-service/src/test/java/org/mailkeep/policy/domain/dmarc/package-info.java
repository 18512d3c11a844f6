@NullMarked
package org.mailkeep.policy.domain.dmarc;

import org.jspecify.annotations.NullMarked;
