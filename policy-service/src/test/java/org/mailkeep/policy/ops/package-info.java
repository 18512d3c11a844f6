@NullMarked
package org.mailkeep.policy.ops;

import org.jspecify.annotations.NullMarked;
