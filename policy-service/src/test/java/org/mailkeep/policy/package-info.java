@NullMarked
package org.mailkeep.policy;

import org.jspecify.annotations.NullMarked;
