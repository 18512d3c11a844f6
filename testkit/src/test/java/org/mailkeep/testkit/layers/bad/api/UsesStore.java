package org.mailkeep.testkit.layers.bad.api;

import org.mailkeep.testkit.layers.bad.store.Rows;

public record UsesStore(Rows rows) {}
