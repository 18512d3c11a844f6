/** What operators see of the running service: readiness and meters. */
@NullMarked
package org.mailkeep.keydir.ops;

import org.jspecify.annotations.NullMarked;
