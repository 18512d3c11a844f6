/**
 * The words of Postfix's {@code socketmap_table(5)} and {@code smtp_tls_policy_maps}: what it asks and what it
 * understands. The netstrings around them are no concern of this package.
 */
@NullMarked
package org.mailkeep.policy.domain.postfix;

import org.jspecify.annotations.NullMarked;
