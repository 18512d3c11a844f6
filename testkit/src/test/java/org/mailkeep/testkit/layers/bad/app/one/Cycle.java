package org.mailkeep.testkit.layers.bad.app.one;

import org.mailkeep.testkit.layers.bad.app.two.Back;

public record Cycle(Back back) {}
