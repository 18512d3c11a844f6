@NullMarked
package org.mailkeep.policy.events;

import org.jspecify.annotations.NullMarked;
