@NullMarked
package org.mailkeep.policy.domain.tlsrpt;

import org.jspecify.annotations.NullMarked;
