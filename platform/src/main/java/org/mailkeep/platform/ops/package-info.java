/** What every service is watched by. */
@NullMarked
package org.mailkeep.platform.ops;

import org.jspecify.annotations.NullMarked;
