package org.mailkeep.keylookup.store;

import org.mailkeep.keylookup.domain.Pin;

/**
 * A pin as it is stored.
 *
 * @param version counts up with every change
 */
public record StoredPin(Pin pin, long version) {}
