@NullMarked
package org.mailkeep.policy.store;

import org.jspecify.annotations.NullMarked;
