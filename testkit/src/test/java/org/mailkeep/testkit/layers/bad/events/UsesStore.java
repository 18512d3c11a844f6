package org.mailkeep.testkit.layers.bad.events;

import org.mailkeep.testkit.layers.bad.store.Rows;

public record UsesStore(Rows rows) {}
