package org.mailkeep.testkit.layers.good.config;

import java.time.Clock;

public record Settings(Clock clock) {}
