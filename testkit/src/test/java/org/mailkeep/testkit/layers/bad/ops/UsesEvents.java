package org.mailkeep.testkit.layers.bad.ops;

import org.mailkeep.testkit.layers.bad.events.UsesStore;

public record UsesEvents(UsesStore events) {}
