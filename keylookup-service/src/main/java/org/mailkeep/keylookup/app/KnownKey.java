package org.mailkeep.keylookup.app;

import org.mailkeep.keylookup.domain.KeyState;
import org.mailkeep.openpgp.Certificate;

/** A certificate and how it stands. */
public record KnownKey(Certificate certificate, KeyState state) {}
