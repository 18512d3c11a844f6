/** What operators see of the running service: readiness and meters. */
@NullMarked
package org.mailkeep.keylookup.ops;

import org.jspecify.annotations.NullMarked;
