package org.mailkeep.testkit.layers.bad.resolve;

import org.mailkeep.testkit.layers.bad.lookup.UsesStore;

public record UsesOtherIo(UsesStore other) {}
