/**
 * Which keys are served for an address, and how clients will see them. A key is published when the address lies in a served
 * domain, is in use by the account that gave the key, and the key carries a valid user ID with exactly that address.
 */
@NullMarked
package org.mailkeep.keydir.domain.publishing;

import org.jspecify.annotations.NullMarked;
