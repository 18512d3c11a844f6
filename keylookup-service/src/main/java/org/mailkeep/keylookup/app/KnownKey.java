package org.mailkeep.keylookup.app;

import org.mailkeep.keylookup.domain.KeyState;
import org.mailkeep.openpgp.Certificate;

/**
 * A certificate and how it stands, for an address.
 *
 * @param minimised with the user ID of the address alone: an answer about one address does not tell the others
 * @param armored the same in ASCII armor, ready to be answered
 */
public record KnownKey(Certificate certificate, KeyState state, Certificate minimised, String armored) {}
