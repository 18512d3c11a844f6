@NullMarked
package org.mailkeep.keydir.domain.audit;

import org.jspecify.annotations.NullMarked;
