package org.mailkeep.testkit.layers.bad.lookup;

import org.mailkeep.testkit.layers.bad.store.Rows;

public record UsesStore(Rows rows) {}
