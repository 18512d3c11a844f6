package org.mailkeep.testkit.layers.bad.app.two;

import org.mailkeep.testkit.layers.bad.app.one.Cycle;

public record Back(Cycle cycle) {}
