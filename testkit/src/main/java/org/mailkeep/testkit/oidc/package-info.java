/** Issuers of tokens. */
@NullMarked
package org.mailkeep.testkit.oidc;

import org.jspecify.annotations.NullMarked;
