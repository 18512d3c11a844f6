/** Who may call what of a service. */
@NullMarked
package org.mailkeep.testkit.calls;

import org.jspecify.annotations.NullMarked;
