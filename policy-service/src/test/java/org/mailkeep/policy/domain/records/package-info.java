@NullMarked
package org.mailkeep.policy.domain.records;

import org.jspecify.annotations.NullMarked;
