@NullMarked
package org.mailkeep.policy.domain.certificate;

import org.jspecify.annotations.NullMarked;
