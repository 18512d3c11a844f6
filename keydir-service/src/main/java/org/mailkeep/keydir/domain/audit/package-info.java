/** The record of every change: each entry carries a hash over itself and the one before, so that none can be altered unseen. */
@NullMarked
package org.mailkeep.keydir.domain.audit;

import org.jspecify.annotations.NullMarked;
