/**
 * OpenPGP packets as bytes (RFC 9580 §4 and §5): framing, armor, and the fields of the few packets that a certificate has.
 *
 * <p>Nothing here verifies or judges anything. Packets keep the bytes they came with, because a certificate that is taken
 * apart and put together again must be the same certificate: a signature covers bytes, not meanings. Everything read here
 * was written by strangers, so every length is checked before anything is allocated for it.
 */
@NullMarked
package org.mailkeep.openpgp.packet;

import org.jspecify.annotations.NullMarked;
