@NullMarked
package org.mailkeep.policy.domain.override;

import org.jspecify.annotations.NullMarked;
