/** Listening on loopback, the same way for every server of the testkit. */
@NullMarked
package org.mailkeep.testkit.net;

import org.jspecify.annotations.NullMarked;
