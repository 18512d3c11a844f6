package org.mailkeep.testkit.layers.bad.ops;

import org.mailkeep.testkit.layers.bad.events.UsesMoreOfStore;

public record UsesEvents(UsesMoreOfStore events) {}
