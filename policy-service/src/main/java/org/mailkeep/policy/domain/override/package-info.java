/** What operators decide about a domain for a time, against what its own records say. */
@NullMarked
package org.mailkeep.policy.domain.override;

import org.jspecify.annotations.NullMarked;
