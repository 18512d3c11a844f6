/** What was seen at a domain's MX hosts when somebody looked. */
@NullMarked
package org.mailkeep.policy.domain.probe;

import org.jspecify.annotations.NullMarked;
