/**
 * Whose address it is. An address that was used once is never handed to another account, except on a customer's own domain
 * after a quarantine; the database refuses it as well.
 */
@NullMarked
package org.mailkeep.keydir.domain.ownership;

import org.jspecify.annotations.NullMarked;
