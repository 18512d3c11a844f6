@NullMarked
package org.mailkeep.platform.schedule;

import org.jspecify.annotations.NullMarked;
