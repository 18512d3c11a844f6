package org.mailkeep.testkit.layers.bad.app;

import org.mailkeep.testkit.MutableClock;

public record UsesOtherService(MutableClock clock) {}
