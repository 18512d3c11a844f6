/** A certificate authority of one's own, what it issues, and TLS servers that choose a certificate by SNI. */
@NullMarked
package org.mailkeep.testkit.tls;

import org.jspecify.annotations.NullMarked;
